import type { Effort } from "../../../analysis/fix/effort.ts";
import { affordedFixes, fixAll } from "../../../analysis/fix/fix.ts";
import type { Cause } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import type { Report } from "../../../analysis/run/report.ts";
import { fact } from "../../../language/query/engine.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import type { Fix, Rule } from "../../../rules/kit/rule.ts";
import type { Snapshot } from "../snapshot.ts";

const known = fact((_: Report) => new Map<Cause<Finding>, readonly Fix[]>());

/** In longer JSON, in UTF-16 units, nothing is tried: each try reads the whole file anew. */
const longestTried = 1_000_000;

const isTried = ({ file }: Snapshot): boolean => file.syntax !== "json" || file.text.length <= longestTried;

/**
 * The fixes of a finding that were seen to work, the best first; none where they are not known and there is no time to try them. A
 * report is of one version, so they are tried once.
 */
export function fixes(snapshot: Snapshot, finding: Cause<Finding>, effort: Effort): readonly Fix[] {
  const checked = snapshot.checkedBy(finding);
  if (!checked || !isTried(snapshot)) return [];
  const tried = known(checked.report);
  const found = tried.get(finding) ?? affordedFixes(finding, checked, effort, snapshot.dropped);
  if (found) tried.set(finding, found);
  return found ?? [];
}

/** The edits of all automatic fixes of a document, of one rule or of all, as far as there is time; they write in no other file. */
export function allFixes(snapshot: Snapshot, effort: Effort, rule?: Rule): readonly Edit[] {
  const { uri } = snapshot.file;
  if (!isTried(snapshot)) return [];
  return fixAll(snapshot.checked, {
    only: (finding) =>
      finding.at.uri === uri &&
      finding.suppression === undefined &&
      (rule === undefined ? !finding.isHint : finding.rule === rule),
    writes: (written) => written === uri,
    effort,
  }).edits;
}
