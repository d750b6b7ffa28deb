import type { Choice } from "../../../analysis/fix/choice.ts";
import type { Effort } from "../../../analysis/fix/effort.ts";
import { affordedFixes, type FixOutcome, fixAll } from "../../../analysis/fix/fix.ts";
import type { Cause } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import type { Report } from "../../../analysis/run/report.ts";
import { parentOf } from "../../../analysis/run/uri.ts";
import { fact } from "../../../language/query/engine.ts";
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

/** What is fixed all at once: a file, or all files of its directory. */
export type Extent = "file" | "module";

/** What is the same for a finding in every version of its files. */
export const keyInVersions = ({ rule, address, message }: Finding): string => [rule.id, address, message].join("\n");

const knownOutcomes = fact((_: Report) => new Map<string, FixOutcome>());

/** Which findings are fixed all at once: of some rules, or of all but those that are only a wish. Nothing beyond the extent is written. */
export function choiceOf({ file, folderConfig }: Snapshot, extent: Extent, rules?: readonly Rule[]) {
  const isIn = (uri: string): boolean =>
    extent === "file" ? uri === file.uri : parentOf(uri) === parentOf(file.uri) && !folderConfig.excludes(uri);
  return {
    only: ({ at, rule, suppression, isHint }: Finding): boolean =>
      isIn(at.uri) && suppression === undefined && (rules === undefined ? !isHint : rules.includes(rule)),
    writes: isIn,
  } satisfies Choice;
}

/** What all automatic fixes come to, as far as there is time. */
export function allFixes(snapshot: Snapshot, effort: Effort, extent: Extent, rules?: readonly Rule[]): FixOutcome {
  const { file, checked } = snapshot;
  if (!isTried(snapshot)) return { edits: [], proposals: [], report: checked.report, isWhole: false };
  const key = [extent === "file" ? file.uri : "", ...(rules ?? []).map(({ id }) => id)].join(" ");
  const known = knownOutcomes(checked.report);
  const outcome = known.get(key) ?? fixAll(checked, { ...choiceOf(snapshot, extent, rules), effort });
  if (outcome.isWhole) known.set(key, outcome);
  return outcome;
}
