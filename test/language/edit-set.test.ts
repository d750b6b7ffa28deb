import assert from "node:assert/strict";
import { apply, type Edit } from "../../language/syntax/text.ts";
import { byFile, composed, overlap, placesOf, shifted } from "../../language/write/edit-set.ts";

const uri = "file:///module/main.tf";

/** Numbers below `n`, the same in every run. */
function random(seed: number): (n: number) => number {
  let state = seed + 1;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}

function someEdits(text: string, pick: (n: number) => number): readonly Edit[] {
  const edits: Edit[] = [];
  for (let at = pick(4); at <= text.length; at += 1 + pick(5)) {
    const end = Math.min(text.length, at + pick(4));
    edits.push({ at: { uri, start: at, end }, text: "+".repeat(pick(3)) + String(pick(10)) });
    at = end;
  }
  return edits;
}

describe("composed", () => {
  it("comes to the same as one list of edits after the other", () => {
    const text = "abcdefghijklmnopqrstuvwxyz";
    for (let seed = 0; seed < 2000; seed++) {
      const pick = random(seed);
      const first = someEdits(text, pick);
      const between = apply(text, first);
      const second = someEdits(between, pick);
      assert.equal(apply(text, composed(first, second)), apply(between, second), `seed ${seed}`);
    }
  });

  it("keeps what is to be overtyped, as far as nothing is written into it", () => {
    const first: Edit = {
      at: { uri, start: 1, end: 1 },
      text: "aa bb cc",
      stops: [0, 3, 6].map((start) => ({ start, end: start + 2 })),
    };
    const second: readonly Edit[] = [
      { at: { uri, start: 3, end: 4 }, text: "   " },
      { at: { uri, start: 5, end: 5 }, text: "-" },
    ];
    const [only, ...others] = composed([first], second);
    assert.equal(others.length, 0);
    assert.deepEqual(
      only?.stops?.map(({ start, end }) => only.text.slice(start, end)),
      ["aa", "cc"],
    );
  });

  it("keeps files apart", () => {
    const edit = (name: string): Edit => ({ at: { uri: name, start: 1, end: 2 }, text: name });
    assert.deepEqual(composed([edit("a")], [edit("b")]), [edit("a"), edit("b")]);
  });
});

describe("edits of one file", () => {
  const text = "abcdefghij";
  const edits: readonly Edit[] = [
    { at: { uri, start: 1, end: 3 }, text: "XXXX" },
    { at: { uri, start: 5, end: 5 }, text: "Y" },
    { at: { uri, start: 7, end: 9 }, text: "" },
  ];

  it("stand at places of the text that they make", () => {
    const after = apply(text, edits);
    const places = placesOf(edits);
    assert.deepEqual(
      places.map(({ start, end }) => after.slice(start, end)),
      edits.map((edit) => edit.text),
    );
    assert.deepEqual(
      places.map(({ shift }, index) => after.slice((edits[index]?.at.end ?? 0) + shift)),
      ["deYfgj", "fgj", "j"],
    );
  });

  it("count in a piece of the text once they are shifted", () =>
    assert.equal(apply(text.slice(1), shifted(edits, -1)), apply(text, edits).slice(1)));

  it("overlap where one begins inside another, not where they touch", () => {
    const at = (start: number, end: number): Edit => ({ at: { uri, start, end }, text: "" });
    assert.ok(!overlap([at(3, 5), at(1, 3), at(5, 5)]));
    assert.ok(overlap([at(3, 5), at(1, 4)]));
  });

  it("are told apart from those of others", () => {
    const other: Edit = { at: { uri: "file:///b", start: 0, end: 0 }, text: "" };
    assert.deepEqual(
      [...byFile([...edits, other])],
      [
        [uri, edits],
        [other.at.uri, [other]],
      ],
    );
  });
});
