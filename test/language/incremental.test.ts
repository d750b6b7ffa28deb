import assert from "node:assert/strict";
import { parse, reparse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { terraformSamples } from "../harness/corpus.ts";
import { generateHcl } from "../harness/generate-hcl.ts";
import { type Random, random } from "../harness/random.ts";

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const typed = [
  ...'abc \n\n""{}[]()=,.$~#',
  "${",
  "}\n",
  "/*",
  "*/",
  "<<EOT\n",
  "EOT\n",
  'name = "x"\n',
  '\nresource "a" "b" {\n',
  "\nlocals {}\n",
  "\r\n",
  "# note\n",
  "é",
  "\ufeff",
];

function change(text: string, chance: Random): Change {
  const start = chance.chance(5) ? chance.pick([0, text.length]) : chance.below(text.length + 1);
  const length = chance.chance(60) ? 0 : chance.below(chance.chance(10) ? 400 : 12);
  const inserted = chance.chance(20) ? "" : chance.pick(typed);
  return { start, end: Math.min(text.length, start + length), text: inserted };
}

function edited(text: string, { start, end, text: inserted }: Change): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** Applies edits one after the other; after each, the tree must be the one that reading anew gives. */
function follow(uri: string, text: string, edits: number, chance: Random): void {
  let file = parse(uri, text);
  for (let count = 0; count < edits; count++) {
    const next = change(file.text, chance);
    const whole = edited(file.text, next);
    const reread = reparse(file, next, whole);
    assert.deepEqual(reread, parse(uri, whole), `${JSON.stringify(next)} in\n${file.text}`);
    // An edit that breaks much is taken back, so that files do not decay into rubble.
    file = count % 7 === 6 ? parse(uri, text) : reread;
  }
}

function tiles(file: SourceFile): void {
  let at = 0;
  for (const { start, tree } of file.chunks) {
    assert.equal(start, at);
    at += tree.length;
  }
  assert.equal(at, file.text.length);
}

const sample = Array.from({ length: 12 }, (_, n) => `# ${n}\nresource "t" "r${n}" {\n  name = "n${n}"\n}\n\n`).join("");

const statement = (n: number): string =>
  `    { "Sid": "S${n}", "Action": ["s3:Get${n}", { "a": [{}] }], "Resource": ${n === 5 ? "// five\n" : ""}"*" }`;

const policy = `{
  "Statement": [
${Array.from({ length: 8 }, (_, n) => statement(n)).join(",\n")}
  ],
  "Nested": [[[{ "deep": [{ "deeper": 1 }] }]]]
}
`;

/** What the pieces of a policy's statements are read as. */
function pieces({ chunks }: SourceFile): readonly unknown[] {
  const [item] = chunks[0]?.tree.body.items ?? [];
  assert.ok(item?.kind === "attribute" && item.value.kind === "object");
  const [statements] = item.value.entries;
  assert.ok(statements?.value.kind === "tuple");
  return statements.value.items.map((item) => (item.kind === "piece" ? item.value : item));
}

/** The numbers of the chunks whose parts are not those of the version before. */
function renewed(before: SourceFile, after: SourceFile): readonly number[] {
  const parts = new Set(before.chunks.map(({ tree }) => tree));
  return after.chunks.flatMap(({ tree }, index) => (parts.has(tree) ? [] : [index]));
}

function afterTyping(at: string, text: string): readonly [SourceFile, SourceFile] {
  const before = parse("a.tf", sample);
  const start = sample.indexOf(at);
  const next = { start, end: start, text };
  return [before, reparse(before, next, edited(sample, next))];
}

describe("reading a file anew after an edit", () => {
  it("gives what reading the whole text gives, edit after edit, in generated files", () => {
    for (let seed = 0; seed < 40; seed++) {
      const chance = random(seed);
      follow("a.tf", `${generateHcl(chance)}${generateHcl(chance)}`, 30, chance);
    }
  });

  it("gives what reading the whole text gives, edit after edit, in files of the corpus", function () {
    const samples = terraformSamples().filter(({ text }) => text.length > 1500 && text.length < 12_000);
    if (samples.length === 0) this.skip();
    const chance = random(99);
    for (let count = 0; count < 40; count++) follow("a.tf", chance.pick(samples).text, 25, chance);
  });

  it("gives what reading the whole text gives in tfvars and in JSON", () => {
    const chance = random(5);
    follow("a.tfvars", 'a = 1\nb = "x"\n# c\nc = [1,\n2]\nd = { e = 1 }\n', 300, chance);
    follow("a.tf.json", '{"resource": {"t": {"n": {"a": "${x}"}}}}\n', 200, chance);
    for (let count = 0; count < 20; count++) follow("policy.json", policy, 60, chance);
    const template = policy
      .replace('"s3:Get3"', '"s3:${get}", ${more}')
      .replaceAll(/(?<=\},)(?=\s*\{)/g, () => (chance.below(3) === 0 ? "%{ if x }{}%{ endif }" : ""));
    for (let count = 0; count < 20; count++) follow("policy.json", template, 60, chance);
  });

  it("shares every statement of a policy but the edited one and what holds comments", () => {
    const before = parse("policy.json", policy);
    const start = policy.indexOf("s3:Get2");
    const next = { start, end: start, text: "x" };
    const after = reparse(before, next, edited(policy, next));
    const [old, now] = [pieces(before), pieces(after)];
    assert.equal(old.length, 8);
    assert.deepEqual(
      now.map((piece) => old.includes(piece)),
      old.map((_, index) => index !== 2 && index !== 5),
    );
  });

  it("shares every part but the edited one", () => {
    const [before, after] = afterTyping('n5"', "x");
    assert.deepEqual(renewed(before, after), [5]);
    assert.deepEqual(
      after.chunks.map(({ start }) => start).slice(6),
      before.chunks.map(({ start }) => start + 1).slice(6),
    );
  });

  it("shares every part but the broken one while a string is not closed", () => {
    const [before, after] = afterTyping('"\n}\n\n# 6', '"');
    assert.deepEqual(renewed(before, after), [5]);
    assert.ok(after.chunks[5]?.tree.broken);
  });

  it("shares every other part while a block is not closed", () => {
    const [before, after] = afterTyping("# 6", 'resource "t" "new" {\n');
    // The block below has lost the empty line above it to the new one.
    assert.deepEqual(renewed(before, after), [6, 7]);
    assert.equal(after.chunks.filter(({ tree }) => tree.broken).length, 1);
  });

  it("shares all parts when the edit that broke the file is taken back by and by", () => {
    const [, broken] = afterTyping("# 6", 'resource "t" "new" {\n');
    const start = broken.text.indexOf('resource "t" "new"');
    const next = { start: start + 20, end: start + 20, text: "}" };
    const whole = reparse(broken, next, edited(broken.text, next));
    assert.deepEqual(renewed(broken, whole), [6]);
    assert.ok(whole.chunks.every(({ tree }) => !tree.broken));
  });

  it("leaves the version before as it was", () => {
    const [before] = afterTyping('n5"', "x");
    assert.deepEqual(before, parse("a.tf", sample));
  });

  it("tiles the text whatever is typed", () => {
    const chance = random(3);
    let file = parse("a.tf", sample);
    for (let count = 0; count < 500; count++) {
      const next = change(file.text, chance);
      file = reparse(file, next, edited(file.text, next));
      tiles(file);
    }
  });
});
