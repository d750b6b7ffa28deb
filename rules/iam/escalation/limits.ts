import type { Value } from "../../../language/model/value.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { allows, type Condition, denies, pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { isStar } from "../grants.ts";
import type { Holder } from "./holders.ts";

/** Keys that say nothing about who asks or what is reached: nobody is kept from a way by them. */
const indifferent =
  /^aws:(?:currenttime|epochtime|referer|requestedregion|requesttag\/.*|securetransport|tagkeys|tokenissuetime|useragent)$/i;

const isMfa = (key: string): boolean => /^aws:multifactorauth/i.test(key);

/** Whether the conditions of an Allow stand, or may stand, in the way of one who wants more than was meant. */
export function isBound({ conditions, open }: Statement): boolean {
  return open || conditions?.open === true || (conditions?.values.some(binds) ?? false);
}

function binds({ operator, key, values }: Condition): boolean {
  const name = textOf(key);
  const test = textOf(operator);
  if (name === undefined || test === undefined) return true;
  if (indifferent.test(name)) return false;
  // without the key in the request, these hold: access keys carry no word about a second factor
  if (isMfa(name) && (/IfExists$/i.test(test) || values.values.some((value) => textOf(value) === "false")))
    return /^Null$/i.test(test);
  if (/^ForAllValues:/i.test(test) || /Not(?:Equals|Like|IpAddress)/i.test(test)) return false;
  // a tag that must be there is a limit, whatever it says
  return values.open || /tag\//i.test(name) || !values.values.some(isStar);
}

/** Whether an action that a statement allows is, or may be, kept from a holder by a Deny or by a boundary. */
export function isKept({ policies, boundary }: Holder, statement: Statement, action: string): boolean {
  if (policies.some((policy) => policy.statements.some((other) => denies(other) && bars(other, statement, action))))
    return true;
  if (boundary === "none") return false;
  if (boundary === "unseen") return true;
  const within = boundary.flatMap((policy) => policy.statements);
  return (
    within.some((other) => denies(other) && bars(other, statement, action)) ||
    !within.some((other) => allows(other) && !isBound(other) && concerns(other, action))
  );
}

/** Whether a Deny takes away what the statement allows, or may. */
function bars(deny: Statement, allowed: Statement, action: string): boolean {
  if (!concerns(deny, action) || !covers(deny, allowed)) return false;
  const { conditions } = deny;
  return (
    conditions === undefined ||
    conditions.open ||
    !conditions.values.every(({ key }) => indifferent.test(textOf(key) ?? ""))
  );
}

/** Whether the statement is, or may be, about the action. */
function concerns({ actions, notActions, open }: Statement, action: string): boolean {
  if (open || actions?.open || notActions?.open) return true;
  if (notActions) return !notActions.values.some((value) => takesIn(value, action) === true);
  return actions?.values.some((value) => takesIn(value, action) !== false) ?? false;
}

/** Whether a Deny is about all that the other statement reaches; what it spares is what was meant to be reached. */
function covers({ resources, notResources }: Statement, allowed: Statement): boolean {
  if (notResources) return true;
  if (!resources || resources.open) return true;
  const denied = resources.values.map(pattern);
  return (
    denied.some((text) => /^\*$|^arn:[^:]*:iam::[^:]*:(?:\*|\w+\/\*)$/.test(text)) ||
    resources.values.some((value) => value.state === "unknown" && value.parts === undefined) ||
    (allowed.resources?.values.every((value) => denied.includes(pattern(value))) ?? false)
  );
}

const pattern = (value: Value): string =>
  pieces(value)
    .map((piece) => piece ?? "\uE000")
    .join("");
