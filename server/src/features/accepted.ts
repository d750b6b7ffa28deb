import { parse } from "../../../language/syntax/parse.ts";
import { apply, type Edit } from "../../../language/syntax/text.ts";
import type { SourceFile } from "../../../language/syntax/tree.ts";
import { byFile } from "../../../language/write/edit-set.ts";
import type { ReferenceParser } from "../reference-parser.ts";
import type { Snapshot } from "../snapshot.ts";

/**
 * Whether HashiCorp's parser accepts edits: it reads every edited file that it could read before, and finds no difference in a block in
 * which nothing was written. Where it cannot be asked, or could not read the file before, the edits are accepted.
 */
export async function isAccepted(
  referenceParser: ReferenceParser,
  { checked }: Snapshot,
  edits: readonly Edit[],
): Promise<boolean> {
  for (const [uri, own] of byFile(edits)) {
    const before = checked.files.parse(uri);
    if (before?.syntax !== "hcl") continue;
    const after = parse(uri, apply(before.text, own));
    const [left, right] = [await referenceParser.parse(before.text), await referenceParser.parse(after.text)];
    if (left.state !== "valid" || right.state === "unavailable") continue;
    if (right.state === "invalid") return false;
    const written = differences(blocks(before), blocks(after));
    for (const key of differences(entries(left.json), entries(right.json))) if (!written.has(key)) return false;
  }
  return true;
}

function differences(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): ReadonlySet<string> {
  const keys = [...left.keys(), ...right.keys()];
  return new Set(keys.filter((key) => left.get(key) !== right.get(key)));
}

/** The text of everything at the top of a file, by what stands for it in HashiCorp's JSON. */
function blocks({ chunks, text }: SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { start, tree } of chunks)
    for (const item of tree.body.items) {
      const [name, labels] = item.kind === "block" ? [item.type.text, item.labels] : [item.name.text, []];
      const key = [name, ...labels.map((label) => label.text)].join(" ");
      found.set(key, `${found.get(key) ?? ""}\n${text.slice(start + item.start, start + item.end)}`);
    }
  return found;
}

/** The same of HashiCorp's JSON, where labels are keys and the blocks below them a list. */
function entries(json: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) found.set(key, JSON.stringify(value));
    else for (const [name, inner] of Object.entries(value)) visit(inner, key === "" ? name : `${key} ${name}`);
  };
  visit(json, "");
  return found;
}
