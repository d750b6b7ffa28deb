import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apply, type Edit } from "../../language/syntax/text.ts";
import { tidy } from "../../language/write/tidy.ts";
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

/** A text after edit upon edit, and how many there were. */
function afterEdits(
  original: string,
  seed: number,
  end: "\n" | "\r\n" = "\n",
): { readonly text: string; readonly made: number } {
  let text = original.replaceAll("\n", end);
  let made = 0;
  for (let count = 0; count < 12; count++) {
    const edits = tidy(text, someEdit(text, random(seed * 100 + count)));
    if (edits.length > 0) made++;
    text = apply(text, edits);
  }
  return { text, made };
}

/**
 * Which texts `terraform fmt` would change or cannot read; undefined where there is no terraform. Asked directly: recorded
 * answers about so many files would outweigh the tests.
 */
function unformatted(texts: readonly string[]): ReadonlySet<number> | undefined {
  const directory = mkdtempSync(join(tmpdir(), "parapet-"));
  try {
    for (const [index, text] of texts.entries()) writeFileSync(join(directory, `${index}.tf`), text);
    const { error, stdout, stderr } = spawnSync("terraform", ["fmt", "-no-color", "-write=false", "-list=true", "."], {
      cwd: directory,
      encoding: "utf8",
    });
    return error
      ? undefined
      : new Set([...`${stdout}${stderr}`.matchAll(/\b(\d+)\.tf\b/g)].map(([, index]) => Number(index)));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("edits of real files", () => {
  const paths = existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: "utf8" }) : [];
  const all = paths
    .filter((path) => path.endsWith(".tf"))
    .sort()
    .map((path) => readFileSync(join(corpus, path), "utf8"));

  it("leave them as terraform fmt would", function () {
    const unclean = unformatted(all);
    if (!unclean || all.length === 0) this.skip();
    const results = all.filter((_, index) => !unclean.has(index)).map((text, index) => afterEdits(text, index));
    const wrong = unformatted(results.map(({ text }) => text));
    const made = results.reduce((sum, result) => sum + result.made, 0);
    console.log(`      ${made} edits of ${results.length} files, ${wrong?.size} files not clean afterwards`);
    assert.deepEqual(
      [...(wrong ?? [])].map((index) => results[index]?.text),
      [],
    );
  });

  it("write the same whatever the line ends", function () {
    if (all.length === 0) this.skip();
    for (const [index, text] of all.entries())
      if (!text.includes("\r"))
        assert.equal(afterEdits(text, index, "\r\n").text, afterEdits(text, index).text.replaceAll("\n", "\r\n"));
  });
});
