import { causes, membersOf } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { policies } from "../../../language/policy/policies.ts";
import { fact } from "../../../language/query/engine.ts";
import { contains, type Span, touches } from "../../../language/syntax/text.ts";
import type { Rule } from "../../../rules/kit/rule.ts";
import type { Snapshot } from "../snapshot.ts";

/** What is said of a word that IAM does not know or cannot read: while it is being typed, that is known to who types it. */
const ofWords =
  /^aws-iam-(?:.+-)?(?:unknown|malformed|invalid|mistyped|mismatched|of-other-service|missing|empty|broken)$/;

/** Those of them that speak of what a statement or a policy lacks, wherever in it they stand. */
const ofWhole = /-(?:missing|empty|broken)$/;

const isOfWords = fact(({ id }: Rule): boolean => ofWords.test(id));

const isOfWhole = fact(({ id }: Rule): boolean => ofWords.test(id) && ofWhole.test(id));

/** The findings but those that say of a policy at the cursor only that it is not finished; what else has the same cause stays. */
export function finished(snapshot: Snapshot, cursor: number): Snapshot["findings"] {
  const { findings, file } = snapshot;
  const isSaid = (is: (rule: Rule) => boolean): boolean =>
    findings.some((finding) => membersOf(finding).some(({ rule }) => is(rule)));
  if (!isSaid(isOfWords)) return findings;
  const at = { start: cursor, end: cursor };
  const whole = isSaid(isOfWhole) ? wholeAt(snapshot, at) : undefined;
  const isUnfinished = ({ rule, at: place, use }: Finding): boolean =>
    isOfWords(rule) &&
    [place, use].some(
      (one) =>
        one?.uri === file.uri && (touches(one, at) || (isOfWhole(rule) && whole !== undefined && contains(whole, one))),
    );
  return findings.flatMap((finding) => {
    const members = membersOf(finding);
    const left = members.filter((member) => !isUnfinished(member));
    return left.length === members.length ? [finding] : causes(left);
  });
}

/** The statement at a place, or the policy where it stands beside its statements. */
function wholeAt({ file, checked }: Snapshot, at: Span): Span | undefined {
  const policy = policies(checked.module).find((one) => one.at.uri === file.uri && contains(one.at, at));
  return policy?.statements.find((one) => one.at.uri === file.uri && contains(one.at, at))?.at ?? policy?.at;
}
