import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tidy } from "../../language/syntax/print.ts";
import { apply, type Edit } from "../../language/syntax/text.ts";
import {
  addBlock,
  addItem,
  append,
  block,
  expression,
  put,
  putAll,
  remove,
  removeBlock,
  rename,
  type Source,
} from "../../rules/kit/edits.ts";
import { moduleOf } from "../harness/fixture.ts";
import { fmt } from "../harness/terraform.ts";

const { PARAPET_SHARED: shared = join(import.meta.dirname, "../../../shared") } = process.env;
const corpus = join(shared, "corpus/checkov/fixtures");

/** Numbers below `n`, the same in every run (mulberry32). */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % n;
  };
}

const names = ["a", "encrypted", "kms_key_id", "zzz", "an_attribute_with_a_very_long_name_indeed"];
const values: readonly Source[] = [
  true,
  'text with ${ and "',
  expression("aws_kms_key.main.arn"),
  ["a", "b"],
  { Name: "x", "a longer key": 1 },
  Array.from({ length: 9 }, (_, index) => `10.0.0.0/${index}`),
];

/** One edit of some block of a text, as a rule would make it. */
function someEdit(text: string, pick: (n: number) => number): readonly Edit[] {
  const module = moduleOf({ "main.tf": text });
  const tops = ["resource", "data", "variable", "provider", "module"].flatMap((kind) => module.blocks(kind));
  const top = tops[pick(tops.length)];
  if (!top) return [];
  const inner = top.body.items.flatMap((item) => (item.kind === "block" ? top.sections(item.type.text) : []));
  const section = pick(2) === 0 ? (inner[pick(inner.length || 1)] ?? top) : top;
  const present = (section.block?.body.items ?? []).flatMap((item) =>
    item.kind === "attribute" ? [item.name.text] : [],
  );
  const name = pick(3) === 0 ? (present[pick(present.length || 1)] ?? "a") : (names[pick(names.length)] ?? "a");
  const value = values[pick(values.length)] ?? null;
  switch (pick(9)) {
    case 0:
    case 1:
      return [put(section, name, value)];
    case 2:
      return putAll(section, { [name]: value, b: 1, "new_block.inner": value, "new_block.x": 2 });
    case 3:
      return remove(section, present[pick(present.length || 1)] ?? "a");
    case 4:
      return section === top ? [] : [removeBlock(section)];
    case 5:
      return [addBlock(section, "rule", { id: "x", status: value, filter: block({ prefix: "" }) })];
    case 6:
      return rename(section, present[pick(present.length || 1)] ?? "a", `renamed_${pick(1e9)}`);
    case 7:
      return [addItem(section, name, "item")];
    default:
      return [append(section, "aws_kms_key", { enable_key_rotation: true, tags: value })];
  }
}

describe("edits of real files", function () {
  this.timeout(300_000);
  const editsPerFile = 12;

  it("leave them as terraform fmt would", async function () {
    if (!existsSync(corpus)) this.skip();
    const paths = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".tf"));
    const all = paths.sort().map((path) => readFileSync(join(corpus, path), "utf8"));
    const clean = await Promise.all(all.map(async (text) => (await fmt(text)) === text));
    const results: { readonly path: string; readonly text: string; readonly steps: readonly string[] }[] = [];
    let made = 0;
    for (const [index, original] of all.entries()) {
      if (!clean[index]) continue;
      const pick = random(index);
      const steps = [original];
      for (let count = 0; count < editsPerFile; count++) {
        const text = steps.at(-1) ?? "";
        const edits = tidy(text, someEdit(text, pick));
        if (edits.length === 0) continue;
        made++;
        steps.push(apply(text, edits));
      }
      results.push({ path: paths[index] ?? "", text: steps.at(-1) ?? "", steps });
    }
    const formatted = await Promise.all(results.map(({ text }) => fmt(text)));
    const wrong = results.filter(({ text }, index) => formatted[index] !== text);
    console.log(`      ${made} edits of ${results.length} files, ${wrong.length} files not clean afterwards`);
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });
});
