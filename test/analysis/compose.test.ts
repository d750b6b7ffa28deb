import assert from "node:assert/strict";
import { composed } from "../../analysis/compose.ts";
import { apply, type Edit } from "../../language/syntax/text.ts";

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

  it("keeps files apart", () => {
    const edit = (name: string): Edit => ({ at: { uri: name, start: 1, end: 2 }, text: name });
    assert.deepEqual(composed([edit("a")], [edit("b")]), [edit("a"), edit("b")]);
  });
});
