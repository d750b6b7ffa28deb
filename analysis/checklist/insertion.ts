import type { Module } from "../../language/model/module.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { type ChecklistItem, checklist } from "../../rules/checklist.ts";
import { isRepeated } from "../../rules/kit/placement.ts";
import type { Refusal } from "../fix/refusal.ts";
import { type Verified, verifyAddition } from "../fix/verify.ts";
import type { Checked } from "../run/check.ts";
import { nameOf } from "../run/uri.ts";

/** What writes the resource that an item lacks into a root, seen to bring nothing that is found; undefined where there is no such thing or no place. */
export function insertion(checked: Checked, item: ChecklistItem): Verified | Refusal | undefined {
  const edits = item.missingResource && editsFor(checked.module, item, item.missingResource.write);
  return edits && verifyAddition(checked, edits);
}

/** Where the module keeps what is like it: beside a resource of the item's group, else at the end of `main.tf`, else anywhere. */
function editsFor(
  module: Module,
  { group }: ChecklistItem,
  write: NonNullable<ChecklistItem["missingResource"]>["write"],
): readonly Edit[] | undefined {
  const alike = new Set(
    checklist.flatMap((other) => (other.group === group ? other.proofs.flatMap(({ types }) => types) : [])),
  );
  const own = module.blocks("resource").filter((each) => each.file.syntax === "hcl" && !isRepeated(each));
  const beside =
    own.findLast(({ block }) => alike.has(block.labels[0]?.text ?? "")) ??
    own.findLast(({ file }) => nameOf(file.uri) === "main.tf") ??
    own.at(-1);
  return beside && [write(beside)];
}
