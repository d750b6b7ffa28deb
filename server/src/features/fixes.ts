import type { Finding } from "../../../analysis/finding.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { type Fix, isSafe, type Rule } from "../../../rules/kit/rule.ts";
import type { Snapshot } from "../snapshot.ts";

/** Cures of a finding that have proved to work. */
export const fixes = (_: Snapshot, finding: Finding): readonly Fix[] => [...finding.fixes()];

/** What puts right all that can be put right safely in the document, or all findings of one rule. */
export function allFixes(snapshot: Snapshot, rule?: Rule): readonly Edit[] {
  const all: Edit[] = [];
  for (const finding of snapshot.findings) {
    if (rule && finding.rule !== rule) continue;
    const [fix] = fixes(snapshot, finding);
    if (
      fix &&
      isSafe(fix) &&
      fix.edits.every(({ at }) => !all.some((o) => o.at.uri === at.uri && o.at.start <= at.end && at.start <= o.at.end))
    )
      all.push(...fix.edits);
  }
  return all;
}
