import type { PlainStatement } from "../../../language/access/plain.ts";
import { publicAccess } from "../../../language/access/questions.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Condition, denies, type Statement, textOf } from "../../../language/policy/policy.ts";
import { memo } from "../../../language/query/engine.ts";

/** Keys that say who calls and from where: which values of them anybody can have, the engine of access knows. */
const ofCaller =
  /^(?:aws:(?:principal(?:account|arn|orgid|orgpaths|isawsservice|tag\/.+)|source(?:account|arn|identity|ip|orgid|owner|vpc|vpce|vpcarn)|calledvia(?:first|last)?|viaawsservice|userid|username|multifactorauthpresent)|kms:calleraccount|s3:dataaccesspoint(?:account|arn))$/i;

/** Keys that tell callers apart besides. */
const telling =
  /^(?:aws:(?:principal(?:servicename|servicenameslist)|sourceorgpaths|vpcsourceip|vpce(?:account|orgid|orgpaths)|ec2instancesourcevpc|federatedprovider)|sts:externalid|kms:(?:viaservice|grantisforawsresource)|sns:endpoint|elasticfilesystem:(?:accesspointarn|accessedviamounttarget)|lambda:functionarn|.+:(?:sub|aud|oaud|amr))$/i;

/** Whether a condition on a key can narrow `*`. */
const canNarrow = (key: string): boolean => ofCaller.test(key) || telling.test(key);

/** Whether a condition lets only some callers through: a positive test on a key that tells them apart, not on a star. */
function narrowsCallers({ operator, key, values }: Condition): boolean {
  const name = textOf(key);
  const test = textOf(operator);
  if (name === undefined || test === undefined) return true;
  if (isSharedSecret(name, values.values)) return true;
  if (!canNarrow(name)) return false;
  if (/IfExists$|^ForAllValues:|Not(?:Equals|Like|IpAddress)|^Null$|^NotIpAddress$/i.test(test)) return false;
  return values.open || !values.values.some(isAnybody);
}

/** Whether callers have to send what only Terraform knows: a word that was made up for it. */
export const isSharedSecret = (key: string, values: readonly Value[]): boolean =>
  /^aws:(?:referer|useragent)$/i.test(key) && values.length > 0 && values.every((value) => textOf(value) === undefined);

const isAnybody = (value: Value): boolean =>
  /^(?:\*|0\.0\.0\.0\/0|::\/0|arn:(?:aws:)?\*|arn:[^:]*:[^:]*:[^:]*:\*(?::\*)?|arn:[^:]*:s3:::\*)$/.test(
    textOf(value) ?? "",
  );

/** Whether callers are narrowed by the statement itself, or by a Deny beside it for all others. */
export const isNarrowed = memo((statement: Statement): boolean => {
  const { conditions, open, policy } = statement;
  if (open || conditions?.open) return true;
  const narrowers = (conditions?.values ?? []).filter(narrowsCallers);
  // conditions that each look as if they narrowed may yet be met by anybody
  const isMeetable = narrowers.length > 0 && conditions?.values.every(isOfKnownCallers) && admitsStrangers(statement);
  if (narrowers.length > 0 && !isMeetable) return true;
  return policy.open || policy.statements.some((other) => denies(other) && keepsOut(other));
});

/** Whether all that a condition asks of who calls is known. */
const isOfKnownCallers = ({ operator, key, values }: Condition): boolean =>
  textOf(operator) !== undefined &&
  !telling.test(textOf(key) ?? "") &&
  textOf(key) !== undefined &&
  !values.open &&
  values.values.every((value) => value.state === "known");

/** Whether a stranger can meet all that a statement asks: one with an account, an organization and a network of his own. */
function admitsStrangers({ conditions }: Statement): boolean {
  const asked: PlainStatement = {
    sid: undefined,
    effect: "Allow",
    actions: undefined,
    resources: undefined,
    principals: { isNot: false, entries: [{ type: "*", ids: ["*"] }] },
    conditions: (conditions?.values ?? []).map(({ operator, key, values }) => ({
      operator: textOf(operator) ?? "",
      key: textOf(key) ?? "",
      values: values.values.flatMap((value) => (value.state === "known" ? String(value.value) : [])),
    })),
  };
  return publicAccess({ version: "2012-10-17", statements: [asked] }).kind === "yes";
}

/** `Deny` to all but some callers. */
const keepsOut = ({ conditions }: Statement): boolean =>
  conditions?.values.some(
    ({ operator, key }) => /Not(?:Equals|Like|IpAddress)/i.test(textOf(operator) ?? "") && canNarrow(textOf(key) ?? ""),
  ) ?? false;

/** Whether any condition is, or may be, on one of these keys. */
export const isTested = ({ conditions, open }: Statement, ...keys: readonly string[]): boolean =>
  open ||
  (conditions !== undefined &&
    (conditions.open ||
      conditions.values.some(({ key }) => {
        const name = textOf(key)?.toLowerCase();
        return name === undefined || keys.some((wanted) => wanted.toLowerCase() === name);
      })));
