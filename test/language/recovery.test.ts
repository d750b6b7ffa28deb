import assert from "node:assert/strict";
import { parse } from "../../language/syntax/parse.ts";
import type { Attribute, Block, Item } from "../../language/syntax/tree.ts";
import { terraformSamples } from "../harness/corpus.ts";
import { type HalfTyped, halfTyped, type Original } from "../harness/half-typed.ts";
import { type Random, random } from "../harness/random.ts";

/** An attribute or a block where it stands in the file, as one line of text to compare. */
interface Fact {
  readonly text: string;
  readonly start: number;
  /** Of an attribute. */
  readonly end: number;
  readonly kind: "attribute" | "block" | "top";
  readonly isMissingValue: boolean;
}

/** The facts of a file, shifted as the edit shifts what stands behind it. */
function* facts(items: readonly Item[], base: number, shift: (offset: number) => number, path = ""): Iterable<Fact> {
  for (const item of items) {
    const start = shift(base + item.start);
    if (item.kind === "attribute") {
      const value = [shift(base + item.value.start), shift(base + item.value.end)];
      const end = base + item.value.end;
      const isMissingValue = item.value.kind === "error";
      yield {
        text: `${path}/${item.name.text} ${start} ${value}`,
        start: base + item.start,
        end,
        kind: "attribute",
        isMissingValue,
      };
    } else {
      const inner = `${path}/${[item.type, ...item.labels].map(({ text }) => text).join(".")}`;
      const end = item.closed ? shift(base + item.end) : -1;
      const kind = path === "" ? "top" : "block";
      yield {
        text: `${inner} ${start} ${end}`,
        start: base + item.start,
        end: base + item.end,
        kind,
        isMissingValue: false,
      };
      yield* facts(item.body.items, base, shift, inner);
    }
  }
}

const unmoved = (offset: number) => offset;

function factsOf(text: string, shift = unmoved): readonly Fact[] {
  return parse("a.tf", text).chunks.flatMap(({ start, tree }) => [...facts(tree.body.items, start, shift)]);
}

/** Blocks with offsets of the file. */
function topBlocks(text: string): readonly Block[] {
  return parse("a.tf", text).chunks.flatMap(({ start, tree }) =>
    tree.body.items.filter((item): item is Block => item.kind === "block").map((block) => moved(block, start)),
  );
}

function moved(block: Block, by: number): Block {
  const items = block.body.items.map(
    (item): Item => (item.kind === "block" ? moved(item, by) : movedAttribute(item, by)),
  );
  return { ...block, start: block.start + by, end: block.end + by, body: { ...block.body, items } };
}

function movedAttribute(attribute: Attribute, by: number): Attribute {
  const { start, end, value } = attribute;
  return {
    ...attribute,
    start: start + by,
    end: end + by,
    value: { ...value, start: value.start + by, end: value.end + by },
  };
}

/** Thirty files of 40 to 500 lines with four or more blocks. */
function originals(chance: Random): readonly Original[] {
  const candidates = terraformSamples().filter(({ text }) => {
    const lines = text.split("\n").length;
    return lines >= 40 && lines <= 500 && parse("a.tf", text).chunks.every(({ tree }) => !tree.broken);
  });
  const picked: Original[] = [];
  while (picked.length < 30 && candidates.length > 0) {
    const [{ text } = { text: "" }] = candidates.splice(chance.below(candidates.length), 1);
    const blocks = topBlocks(text);
    if (blocks.length >= 4) picked.push({ text, blocks });
  }
  return picked;
}

class Score {
  edits = 0;
  others = 0;
  othersKept = 0;
  same = 0;
  sameKept = 0;
  wrong = 0;
  unmarked = 0;

  add(score: Score): void {
    this.edits += score.edits;
    this.others += score.others;
    this.othersKept += score.othersKept;
    this.same += score.same;
    this.sameKept += score.sameKept;
    this.wrong += score.wrong;
    this.unmarked += score.unmarked;
  }

  get otherShare(): number {
    return (100 * this.othersKept) / this.others;
  }

  get sameShare(): number {
    return (100 * this.sameKept) / this.same;
  }

  get wrongPerHundred(): number {
    return (100 * this.wrong) / this.edits;
  }

  toString(): string {
    const share = (value: number) => (Number.isNaN(value) ? "-" : value.toFixed(1)).padStart(6);
    return `${share(this.otherShare)} ${share(this.sameShare)} ${share(this.wrongPerHundred)} ${String(this.unmarked).padStart(4)}`;
  }
}

/** The lines on which an edit falls. */
function touchedLines(text: string, { start, end }: HalfTyped): readonly [number, number] {
  const stop = text.indexOf("\n", Math.min(text.length, end));
  return [text.lastIndexOf("\n", start - 1) + 1, stop < 0 ? text.length : stop];
}

function score({ text, blocks }: Original, edit: HalfTyped): Score {
  const result = new Score();
  result.edits = 1;
  const edited = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const delta = edit.text.length - (edit.end - edit.start);
  const isNewLine = edit.start === edit.end && edit.text.endsWith("\n");
  const [low, high] = isNewLine ? [edit.start, edit.start] : touchedLines(text, edit);
  const isTouched = ({ start, end }: Block) =>
    isNewLine
      ? edit.start > start && edit.start <= end
      : end > low && start < high && end > edit.start && start < Math.max(edit.end, edit.start + 1);
  const touched = blocks.filter(isTouched);
  const shift = (offset: number) => (offset >= edit.end ? offset + delta : offset);
  const found = factsOf(edited);
  const foundTexts = new Set(found.map((fact) => fact.text));
  const expected = new Set<string>();
  for (const fact of factsOf(text, shift)) {
    if (!touched.some(({ start, end }) => fact.start >= start && fact.start < end)) {
      expected.add(fact.text);
      if (fact.kind !== "top") continue;
      result.others++;
      if (foundTexts.has(fact.text)) result.othersKept++;
    } else if (fact.kind === "attribute") {
      const isEdited = !isNewLine && fact.end > low && fact.start < high;
      if (isEdited || (fact.start < edit.start && fact.end > edit.start)) continue;
      expected.add(fact.text);
      result.same++;
      if (foundTexts.has(fact.text)) result.sameKept++;
    }
  }
  const from = isNewLine ? edit.start : low;
  const to = isNewLine ? edit.start + edit.text.length : high + delta;
  for (const fact of found) {
    if (fact.kind !== "attribute" || fact.isMissingValue) continue;
    const isOnEdit = fact.start >= from - 1 && fact.start <= to;
    if (!isOnEdit && !expected.has(fact.text)) result.wrong++;
    // A value that begins on the edited line and swallows what stands below it.
    const reachesOn =
      isNewLine && isOnEdit && fact.start < to && fact.end > to && edited.slice(to, fact.end).trim() !== "";
    if (reachesOn) result.wrong++;
  }
  result.unmarked = absentFromSound(edited, expected, foundTexts);
  return result;
}

/** How many expected attributes are gone from the file although nothing in it is marked as broken. */
function absentFromSound(edited: string, expected: ReadonlySet<string>, found: ReadonlySet<string>): number {
  if (parse("a.tf", edited).chunks.some(({ tree }) => tree.broken)) return 0;
  return [...expected].filter((text) => !found.has(text)).length;
}

describe("reading a file that is being typed", () => {
  let total: Score;
  let unmarkedWhileTyping = 0;
  const lines: string[] = [];

  before(function () {
    const chance = random(20_261_123);
    const files = originals(chance);
    if (files.length < 30) this.skip();
    total = new Score();
    for (const [name, kind] of Object.entries(halfTyped)) {
      const each = new Score();
      for (const file of files)
        for (let repetition = 0; repetition < 3; repetition++) {
          const edit = kind(file, chance);
          if (edit) each.add(score(file, edit));
        }
      lines.push(`${name.padEnd(45)} ${each}`);
      total.add(each);
      // What is deleted can leave a sound file in which a block has another name.
      if (name !== "up to 40 characters deleted") unmarkedWhileTyping += each.unmarked;
    }
  });

  after(() => {
    if (lines.length > 0)
      console.log(
        [`      ${"".padEnd(45)} others   same  wrong gone`, ...lines, `${"all".padEnd(45)} ${total}`].join("\n      "),
      );
  });

  it("keeps 99.5 % of the other blocks exactly where they are", () =>
    assert.ok(total.otherShare >= 99.5, String(total)));

  it("keeps 95 % of the other attributes of the block that is edited", () =>
    assert.ok(total.sameShare >= 95, String(total)));

  it("never misses an attribute without marking that something is broken", () => assert.equal(unmarkedWhileTyping, 0));

  it("reads fewer than 12 wrong attributes in 100 edits", () => assert.ok(total.wrongPerHundred < 12, String(total)));
});

describe("a chunk that could not be read", () => {
  it("is marked whenever the file has a fault", () => {
    const chance = random(7);
    for (const file of originals(chance))
      for (const kind of Object.values(halfTyped)) {
        const edit = kind(file, chance);
        if (!edit) continue;
        const edited = file.text.slice(0, edit.start) + edit.text + file.text.slice(edit.end);
        for (const { tree } of parse("a.tf", edited).chunks) assert.equal(tree.broken, tree.errors.length > 0);
      }
  });

  it("includes the block above a brace too many, which may have been closed too early", () => {
    const { chunks } = parse("a.tf", 'resource "a" "b" {\n}\n  acl = "private"\n}\nresource "c" "d" {\n}\n');
    assert.deepEqual(
      chunks.map(({ start, tree }) => [start, tree.broken]),
      [
        [0, true],
        [41, false],
      ],
    );
  });
});
