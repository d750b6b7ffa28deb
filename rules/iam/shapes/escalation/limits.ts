import { takesIn } from "../../../../language/policy/match.ts";
import { allows, type Condition, denies, type Statement, textOf } from "../../../../language/policy/policy.ts";
import { memo, memoBy } from "../../../../language/query/engine.ts";
import { matches } from "../../../../language/schema/wildcards.ts";
import { isFullAdmin, isStar } from "../../../kit/grants.ts";
import { dangerous } from "./dangerous.ts";
import { allowedTo, isAdministratorOutright, type PolicyHolder } from "./holders.ts";
import { patternOf } from "./targets.ts";

/** Keys that say nothing about who asks or what is reached: a condition on them stops nobody who wants more rights. */
const indifferent =
  /^aws:(?:currenttime|epochtime|referer|requestedregion|requesttag\/.*|securetransport|tagkeys|tokenissuetime|useragent)$/i;

const isMfa = (key: string): boolean => /^aws:multifactorauth/i.test(key);

/** Whether the conditions of an Allow stop, or may stop, its holder from using it for more than was meant. */
export function isBound({ conditions, open }: Statement): boolean {
  return open || conditions?.open === true || (conditions?.values.some(binds) ?? false);
}

/** Whose tags a condition asks for: of who calls, or of what is used. */
export type TagBearer = "caller" | "resource";

/** Whose tags the conditions of an Allow ask for, where nothing else binds it. */
export function tagsAsked({ conditions, open }: Statement): TagBearer | undefined {
  if (open || !conditions || conditions.open) return undefined;
  const asked = conditions.values.filter(binds).map(({ key }) => textOf(key) ?? "");
  if (asked.length > 0 && asked.every((key) => /^aws:PrincipalTag\//i.test(key))) return "caller";
  return asked.length > 0 && asked.every((key) => /:ResourceTag\//i.test(key)) ? "resource" : undefined;
}

function binds({ operator, key, values }: Condition): boolean {
  const name = textOf(key);
  const test = textOf(operator);
  if (name === undefined || test === undefined) return true;
  if (indifferent.test(name)) return false;
  // these conditions hold where the request lacks the key, and requests by access keys do lack it
  if (isMfa(name) && (/IfExists$/i.test(test) || values.values.some((value) => textOf(value) === "false")))
    return /^Null$/i.test(test);
  if (/^ForAllValues:/i.test(test) || /Not(?:Equals|Like|IpAddress)/i.test(test)) return false;
  // that a tag must be there is a limit, even where any value of it will do
  return values.open || /tag\//i.test(name) || !values.values.some(isStar);
}

/** Whether an action that a statement allows is, or may be, kept from a holder by a Deny or by a boundary. */
export type IsKept = (statement: Statement, action: string) => boolean;

/** Reads what keeps a holder from actions, each action once. */
export const keptFrom = memo(({ policies, boundary }: PolicyHolder): IsKept => {
  if (boundary === "unseen") return () => true;
  const own = policies.flatMap((policy) => policy.statements);
  const within = boundary === "none" ? [] : boundary.flatMap((policy) => policy.statements);
  const denying = [...own, ...within].filter((statement) => denies(statement) && isBarrier(statement));
  const allowing = within.filter((statement) => allows(statement) && !isBound(statement));
  const known = new Map<string, Denied>();
  return (statement, action) => {
    let denied = known.get(action);
    if (!denied) {
      const isBeyond = boundary !== "none" && !allowing.some((other) => concerns(other, action));
      denied = isBeyond ? "everything" : deniedBy(denying.filter((other) => concerns(other, action)));
      known.set(action, denied);
    }
    return denied === "everything" || covers(denied, statement);
  };
});

/** Whether a holder is allowed everything, by AWS's policy for administrators or by one of his own: that is told, and he has nothing more to gain. */
export const isAllowedEverything = memo((holder: PolicyHolder): boolean => {
  if (isAdministratorOutright(holder)) return true;
  const isKept = keptFrom(holder);
  return allowedTo(holder).some((statement) => isFullAdmin(statement) && !isKept(statement, "iam:PutRolePolicy"));
});

/** What is left of what its holder's policies allow; `some` also where a boundary is not in view. */
type Left = "all" | "some" | "nothing";

/** What a holder's boundary and his own Denies leave of a service's actions, or of all for `*`: only `some` without those that are dangerous. */
export const leftBy = memoBy((holder: PolicyHolder, service: string): Left => {
  const pattern = everyActionOf(service);
  const within = leftWithin(holder, pattern);
  if (within === "nothing") return within;
  const denying = absoluteDenies(holder);
  const isDenied = (actions: string): boolean => denying.some((statement) => shareOf(statement, actions) === "all");
  if (denying.length === 0) return within;
  if (isDenied(pattern)) return "nothing";
  const actions = dangerous(holder.module, service);
  return actions.length > 0 && actions.every(isDenied) ? "some" : within;
});

/** Whether a holder's own policies deny some of a service's actions, or of all for `*`. */
export const isDeniedSome = ({ policies }: PolicyHolder, service: string): boolean =>
  policies.some(({ effective }) =>
    effective.some((statement) => denies(statement) && shareOf(statement, everyActionOf(service)) !== "nothing"),
  );

const everyActionOf = (service: string): string => (service === "*" ? service : `${service}:*`);

const absoluteDenies = memo(({ policies }: PolicyHolder): readonly Statement[] =>
  policies.flatMap(({ statements }) => statements.filter(isAbsolute)),
);

/** Whether a Deny holds whoever asks, and of everything but for what it names. */
const isAbsolute = (statement: Statement): boolean =>
  denies(statement) &&
  statement.conditions === undefined &&
  (statement.notResources !== undefined || statement.resources?.values.some(isStar) === true);

function leftWithin({ boundary }: PolicyHolder, pattern: string): Left {
  if (typeof boundary === "string") return boundary === "none" ? "all" : "some";
  const shares = boundary
    .flatMap((policy) => policy.statements)
    .map((statement) => ({ statement, share: shareOf(statement, pattern) }));
  const given = shares.filter(({ statement }) => allows(statement) && !isBound(statement));
  const taken = shares.filter(
    ({ statement }) =>
      denies(statement) && statement.conditions === undefined && statement.resources?.values.some(isStar) === true,
  );
  const has = (some: typeof shares, wanted: Left): boolean => some.some(({ share }) => share === wanted);
  if (has(taken, "all") || given.every(({ share }) => share === "nothing")) return "nothing";
  return has(given, "all") && !has(taken, "some") ? "all" : "some";
}

/** How much of a pattern a statement is about: what cannot be read may be all of it. */
function shareOf({ actions, notActions, open }: Statement, pattern: string): Left {
  if (open || actions?.open || notActions?.open) return "some";
  const values = (notActions ?? actions)?.values ?? [];
  const named = values.some((value) => takesIn(value, pattern) === true)
    ? "all"
    : values.some((value) => takesIn(value, pattern) !== false || matches(pattern, textOf(value) ?? ""))
      ? "some"
      : "nothing";
  if (!notActions || named === "some") return named;
  return named === "all" ? "nothing" : "all";
}

/** What is denied of an action: everything, or these patterns. */
type Denied = "everything" | ReadonlySet<string>;

/** Whether a Deny stops its holder: one without conditions, or with a condition on who asks or what is reached. */
const isBarrier = ({ conditions }: Statement): boolean =>
  conditions === undefined ||
  conditions.open ||
  !conditions.values.every(({ key }) => indifferent.test(textOf(key) ?? ""));

/** What Denies of an action come to. One with `NotResource` counts as everything: what it spares is what was meant to be allowed. */
function deniedBy(statements: readonly Statement[]): Denied {
  const patterns = new Set<string>();
  for (const { resources, notResources } of statements) {
    if (notResources || !resources || resources.open) return "everything";
    for (const value of resources.values) {
      if (value.state === "unknown" && value.parts === undefined) return "everything";
      const text = patternOf(value);
      if (/^\*$|^arn:[^:]*:iam::[^:]*:(?:\*|\w+\/\*)$/.test(text)) return "everything";
      patterns.add(text);
    }
  }
  return patterns;
}

const covers = (denied: ReadonlySet<string>, { resources }: Statement): boolean =>
  denied.size > 0 && (resources?.values.every((value) => denied.has(patternOf(value))) ?? false);

/** Whether the statement is, or may be, about the action. */
function concerns({ actions, notActions, open }: Statement, action: string): boolean {
  if (open || actions?.open || notActions?.open) return true;
  if (notActions) return !notActions.values.some((value) => takesIn(value, action) === true);
  return actions?.values.some((value) => takesIn(value, action) !== false) ?? false;
}
