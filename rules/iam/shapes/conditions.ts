import type { Value } from "../../../language/model/value.ts";
import { type Condition, denies, type Statement, textOf } from "../../../language/policy/policy.ts";

/** Keys that tell callers apart, so that a condition on them narrows `*`. */
const narrowing =
  /^(?:aws:(?:principal(?:account|arn|orgid|orgpaths|isawsservice|servicename|servicenameslist|tag\/.+)|source(?:account|arn|ip|orgid|orgpaths|owner|vpc|vpce|vpcarn|identity)|vpcsourceip|vpce(?:account|orgid|orgpaths)|userid|username|calledvia|calledviafirst|calledvialast|viaawsservice|multifactorauthpresent|ec2instancesourcevpc|federatedprovider)|sts:externalid|kms:(?:calleraccount|viaservice|grantisforawsresource)|s3:dataaccesspoint(?:account|arn)|sns:endpoint|elasticfilesystem:(?:accesspointarn|accessedviamounttarget)|lambda:functionarn|.+:(?:sub|aud|oaud|amr))$/i;

/** Whether a condition lets only some callers through: a positive test on a key that tells them apart, not on a star. */
function narrowsCallers({ operator, key, values }: Condition): boolean {
  const name = textOf(key);
  const test = textOf(operator);
  if (name === undefined || test === undefined) return true;
  if (isSharedSecret(name, values.values)) return true;
  if (!narrowing.test(name)) return false;
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
export function isNarrowed(statement: Statement): boolean {
  const { conditions, open, policy } = statement;
  if (open || conditions?.open || conditions?.values.some(narrowsCallers)) return true;
  return policy.open || policy.statements.some((other) => denies(other) && keepsOut(other));
}

/** `Deny` to all but some callers. */
const keepsOut = ({ conditions }: Statement): boolean =>
  conditions?.values.some(
    ({ operator, key }) =>
      /Not(?:Equals|Like|IpAddress)/i.test(textOf(operator) ?? "") && narrowing.test(textOf(key) ?? ""),
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
