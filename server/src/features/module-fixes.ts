import type { Effort } from "../../../analysis/fix/effort.ts";
import { leftInShort, whyLeft } from "../../../analysis/fix/left.ts";
import { byRule } from "../../../analysis/fix/mended.ts";
import { impactText, unformatted } from "../../../analysis/show/wording.ts";
import { counted } from "../../../language/multimap.ts";
import type { ModuleFixes } from "../../../protocol/messages.ts";
import type { Snapshot } from "../snapshot.ts";
import { allFixes, choiceOf, keyInVersions } from "./fixes.ts";

/** What can be fixed in a module without harm, by rule and price, and why the rest stays. */
export function moduleFixes(snapshot: Snapshot, effort: Effort): ModuleFixes {
  const { checked } = snapshot;
  const { proposals } = allFixes(snapshot, effort, "module");
  const changes = byRule(
    proposals.map(({ finding: { rule }, fix: { impact, edits } }) => ({
      rule,
      impact,
      files: edits.map(({ at }) => at.uri),
    })),
  );
  const mended = new Set(proposals.map(({ finding }) => keyInVersions(finding)));
  const choice = choiceOf(snapshot, "module");
  const left = checked.report.findings
    .filter((finding) => choice.only(finding) && !mended.has(keyInVersions(finding)))
    .map((finding) => leftInShort(whyLeft(finding, checked, choice, effort)));
  return {
    changes: changes.map(({ title, impact, ...rest }) => ({
      ...rest,
      title: unformatted(title),
      price: impactText[impact],
    })),
    left: [...counted(left)],
  };
}
