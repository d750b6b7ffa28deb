import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse as referee } from "@cdktf/hcl2json";
import { parse } from "../../language/syntax/parse.ts";
import type { SyntaxProblem } from "../../language/syntax/tree.ts";
import { type Sample, terraformSamples } from "../harness/corpus.ts";
import { generateHcl } from "../harness/generate-hcl.ts";
import { hclJson } from "../harness/hcl-json.ts";
import { type Random, random } from "../harness/random.ts";

/** What HashiCorp's reader says: the content as JSON, or why it is not HCL. */
type Verdict =
  | { readonly kind: "accepted"; readonly json: unknown }
  | { readonly kind: "rejected"; readonly message: string }
  /** Read, but not to be written as JSON: it evaluates constants, and `-true` has no value. */
  | { readonly kind: "unwritable" };

async function verdict(text: string): Promise<Verdict> {
  try {
    return { kind: "accepted", json: await referee("sample.tf", text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.includes("convert file") ? { kind: "unwritable" } : { kind: "rejected", message };
  }
}

function problems(text: string): readonly SyntaxProblem[] {
  return parse("sample.tf", text).chunks.flatMap(({ start, tree }) =>
    tree.errors.map((error) => ({ ...error, start: error.start + start, end: error.end + start })),
  );
}

/** Fails unless we read a text as HashiCorp's reader does; the answer is its verdict. */
async function agree({ name, text }: Sample): Promise<Verdict["kind"]> {
  const said = await verdict(text);
  const errors = problems(text);
  if (said.kind === "rejected") {
    assert.notEqual(errors.length, 0, `${name}: accepted what was rejected with ${said.message}\n${text}`);
    for (const { start, end } of errors) assert.ok(0 <= start && start <= end && end <= text.length, name);
  } else {
    assert.deepEqual(errors, [], `${name}: rejected what was accepted\n${text}`);
    // Through JSON, because -0 is 0 there.
    const written: unknown = JSON.parse(JSON.stringify(hclJson(parse("sample.tf", text))));
    if (said.kind === "accepted") assert.deepEqual(written, said.json, `${name}\n${text}`);
  }
  return said.kind;
}

async function agreeOnAll(samples: Iterable<Sample>): Promise<Record<Verdict["kind"], number>> {
  const counts = { accepted: 0, rejected: 0, unwritable: 0 };
  for (const sample of samples) counts[await agree(sample)]++;
  return counts;
}

function* generated(count: number): Iterable<Sample> {
  for (let seed = 0; seed < count; seed++) yield { name: `seed ${seed}`, text: generateHcl(random(seed)) };
}

const spoilers = [
  "",
  "",
  "",
  '"',
  "{",
  "}",
  "\n",
  "=",
  " ",
  "[",
  ")",
  "${",
  ",",
  "~",
  "<<E\n",
  "x",
  ".",
  "\\",
  "%{",
  "#",
];

function spoiled(text: string, chance: Random): string {
  const at = chance.below(text.length);
  const result = text.slice(0, at) + chance.pick(spoilers) + text.slice(at + chance.below(3));
  // Half a surrogate pair does not survive the way to the other reader.
  return Buffer.from(result).toString();
}

function* spoiledSamples(count: number): Iterable<Sample> {
  for (let seed = 0; seed < count; seed++) {
    const chance = random(1_000_000 + seed);
    yield { name: `spoiled ${seed}`, text: spoiled(generateHcl(chance), chance) };
  }
}

const snippets = JSON.parse(readFileSync(new URL("../harness/hcl-snippets.json", import.meta.url), "utf8")) as Readonly<
  Record<string, string>
>;

/** Where we differ on purpose. */
const differences: readonly (Sample & { readonly reason: string; readonly message: RegExp })[] = [
  {
    name: "nesting beyond 400 levels",
    reason: "it is no configuration, and HashiCorp's reader hangs soon after",
    text: `a = ${"[".repeat(450)}${"]".repeat(450)}\n`,
    message: /nested deeper than 400 levels/,
  },
  {
    name: "a chain of more than 1,000 operators",
    reason: "whatever walks a tree recurses into its left side",
    text: `a = 1${" + 1".repeat(1200)}\n`,
    message: /nested deeper/,
  },
];

describe("reading HCL as HashiCorp does", () => {
  for (const [name, text] of Object.entries(snippets))
    it(`agrees on ${name}`, async () => void (await agree({ name, text })));

  it("agrees on every file of the corpus", async function () {
    const samples = terraformSamples();
    if (samples.length === 0) this.skip();
    const counts = await agreeOnAll(samples);
    assert.ok(counts.accepted > 950, JSON.stringify(counts));
  });

  it("agrees on 2,000 generated files", async () => {
    const counts = await agreeOnAll(generated(2000));
    assert.ok(counts.accepted > 1940, JSON.stringify(counts));
  });

  it("agrees on 2,000 generated files with a fault in them", async () => {
    const counts = await agreeOnAll(spoiledSamples(2000));
    assert.ok(counts.rejected > 1000 && counts.accepted > 300, JSON.stringify(counts));
  });

  for (const { name, reason, text, message } of differences)
    it(`differs on ${name}, because ${reason}`, async () => {
      assert.equal((await verdict(text)).kind, "accepted");
      assert.match(problems(text)[0]?.message ?? "", message);
    });
});
