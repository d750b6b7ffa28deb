import type { Module } from "../../../../language/model/module.ts";
import { takesIn } from "../../../../language/policy/match.ts";
import type { Policy, Statement } from "../../../../language/policy/policy.ts";
import { memo, memoBy } from "../../../../language/query/engine.ts";
import { isFullAdmin, stars } from "../../../kit/grants.ts";
import type { Profile } from "../../../kit/rule.ts";
import { administered, isForAdministering } from "../administering.ts";
import { isOfAdministrators, managedPolicies } from "../attached.ts";
import { isOfAgent, revealedBy } from "../revealing.ts";
import { graveWildcards, wildcards } from "../wildcards.ts";
import { allowedTo, isAdministratorOutright, type PolicyHolder } from "./holders.ts";
import { type IsKept, isAllowedEverything, isBound, keptFrom } from "./limits.ts";
import { holdersOf, isHeldOnlyBy, isOpenAnyway, waysOf } from "./paths.ts";

/** What a statement gives too much of, the gravest first: of one statement the gravest is told. */
const gravities = ["pass-role", "workload", "secrets", "wildcard", "data", "sharing"] as const;

type Gravity = (typeof gravities)[number];

/** By any of these, on whatever it is, the rights of others are written: who deploys roles writes his own. */
const raising: readonly string[] = [
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreatePolicyVersion",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:UpdateAssumeRolePolicy",
];

/** What a holder can do besides: become administrator, which is told; write some rights of others; pass any role on. */
type Standing = "administrator" | "deployer" | "passer" | "nobody";

const standings: readonly Standing[] = ["administrator", "deployer", "passer", "nobody"];

const standingOf = memo((holder: PolicyHolder): Standing => {
  const { module, identity } = holder;
  const isKept = keptFrom(holder);
  const statements = allowedTo(holder).filter((statement) => !isBound(statement));
  const ways = new Set(statements.flatMap((statement) => [...waysOf(module, statement)]));
  if (
    ways.has("permissions") ||
    statements.some((statement) => isFullAdmin(statement) || isOfIam(statement, isKept)) ||
    isAdministratorOutright(holder) ||
    (identity !== undefined && managedPolicies(identity).some(isOfAdministrators))
  )
    return "administrator";
  if (statements.some((statement) => writesRights(statement, isKept))) return "deployer";
  return ways.has("pass-role") ? "passer" : "nobody";
});

const isOfIam = (statement: Statement, isKept: IsKept): boolean =>
  !isKept(statement, "iam:PutRolePolicy") &&
  wildcards(statement).some(
    ({ prefix }) => prefix === "iam" || (prefix === "*" && stars(statement.resources).length > 0),
  );

const writesRights = (statement: Statement, isKept: IsKept): boolean =>
  raising.some(
    (action) =>
      !isKept(statement, action) && statement.actions?.values.some((value) => takesIn(value, action) === true),
  );

/** Whether all who hold a policy are allowed everything, too. */
export const isOfAdministratorsOutright = (module: Module, policy: Policy): boolean =>
  isHeldOnlyBy(module, policy, isAllowedEverything);

/** What all who hold a policy can do besides: the least of it. */
const leastStanding = memoBy((module: Module, policy: Policy): Standing => {
  const found = holdersOf(module, policy).map(standingOf);
  return standings.findLast((standing) => found.includes(standing)) ?? "nobody";
});

/** What is not told of those who can do that besides. */
const outdoneBy: Readonly<Record<Standing, ReadonlySet<Gravity>>> = {
  administrator: new Set(gravities),
  deployer: new Set(["workload", "wildcard", "data", "sharing"]),
  passer: new Set(["workload", "secrets", "wildcard", "data", "sharing"]),
  nobody: new Set(),
};

/**
 * The profile that tells what a statement gives too much of: a wider one where its holders can do more than that anyway, or where
 * the statement itself gives something graver.
 */
export function toldAs(gravity: Gravity, statement: Statement, module: Module): { readonly profile?: Profile } {
  const { policy } = statement;
  const isOutdone =
    isForAdministering(statement, module) ||
    outdoneBy[leastStanding(module, policy)].has(gravity) ||
    ((gravity === "workload" || gravity === "sharing") && isOpenAnyway(module, statement, gravity)) ||
    gravities.slice(0, gravities.indexOf(gravity)).some((graver) => gives(graver, statement, module));
  return isOutdone ? { profile: "all" } : {};
}

/** Completes "depends on …" of the rules that ask so. */
export const outdone = `whether its holder can do more than that by what else is allowed, and whether the same statement gives something graver; ${administered}`;

function gives(gravity: Gravity, statement: Statement, module: Module): boolean {
  switch (gravity) {
    case "pass-role":
    case "workload":
    case "sharing":
      return waysOf(module, statement).has(gravity);
    case "wildcard":
      return graveWildcards(statement, module).length > 0;
    case "secrets": {
      const found = revealedBy(statement, module);
      return found.some(isSecret) && !isOfAgent(statement, found);
    }
    case "data":
      return revealedBy(statement, module).length > 0;
  }
}

/** Whether what an action reads opens other doors. */
export const isSecret = (action: string): boolean => /^(?:secretsmanager|ssm|kms):/.test(action);
