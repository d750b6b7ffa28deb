import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { allows, type Statement, textOf } from "../../../language/policy/policy.ts";
import type { AccessLevel } from "../../../language/schema/actions.ts";
import { referrers } from "../../kit/checks.ts";
import { isConditional, isFullAdmin, stars } from "../../kit/grants.ts";
import { most, type Power } from "../../kit/severity.ts";
import { attachedTo, isOfAdministrators, managedName } from "./attached.ts";
import { holders } from "./escalation/holders.ts";
import type { EscalationWay } from "./escalation/method.ts";
import { waysOf } from "./escalation/paths.ts";
import { isOnNamed, wildcards } from "./wildcards.ts";

/** Actions whose level is Read, and which give away what opens other doors. */
const revealing = /^(?:secretsmanager:getsecretvalue|ssm:getparameter(?:s|sbypath)?|kms:decrypt)$/i;

/** Ways by which an account, or machines, are taken over: not by a token to log in to a registry, which is no more than its action. */
const commanding: readonly EscalationWay[] = ["permissions", "pass-role", "workload"];

const isCommanding = (statement: Statement, module: Module): boolean => {
  const ways = waysOf(module, statement);
  return commanding.some((way) => ways.has(way));
};

/** Whether a statement allows everything, or all of IAM, by which everything is allowed. */
const isOfAll = (statement: Statement): boolean =>
  isFullAdmin(statement) ||
  (statement.policy.kind === "identity" &&
    !isConditional(statement) &&
    stars(statement.resources).length > 0 &&
    wildcards(statement).some(({ prefix }) => prefix === "iam"));

/** What a statement gives those whom it allows something; undefined where that is not in view. */
export function powerOf(statement: Statement, module: Module): Power | undefined {
  const { actions, notActions, policy } = statement;
  if (isOfAll(statement) || (policy.kind === "identity" && isCommanding(statement, module))) return "admin";
  if (notActions) return "data";
  const powers = (actions?.values ?? []).flatMap((value) => powerOfAction(value, module) ?? []);
  if (powers.length === 0) return undefined;
  if (powers.includes("read") && powers.includes("write"))
    return policy.kind === "identity" && isOnNamed(statement) ? "write" : "data";
  return most(...powers);
}

/** The same of one action as it is written. */
export function powerOfAction(value: Value, { actions: data }: Module): Power | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (/^(?:[\w-]+:)?\*$/.test(text)) return "data";
  const names = data?.expand(text) ?? [];
  if (names.some((name) => revealing.test(name))) return "data";
  const levels = new Set(names.flatMap((name) => data?.action(name)?.level ?? []));
  const has = (...some: readonly AccessLevel[]): boolean => some.some((level) => levels.has(level));
  if (has("Permissions management") || (has("Write") && has("Read"))) return "data";
  if (has("Write", "Tagging")) return "write";
  if (has("Read")) return "read";
  return has("List") ? "information" : undefined;
}

/** What a role or a user may do, as far as its policies are in view; undefined where they are not. */
export function powerOfHolder(holder: Resource): Power | undefined {
  const { module } = holder;
  const own = holders(module).find(({ identity }) => identity === holder);
  const written = (own?.policies ?? [])
    .flatMap(({ statements }) => statements)
    .filter(allows)
    .map((statement) => powerOf(statement, module));
  const managed = attachedTo(holder).map((policy) => managedPower(policy, module));
  const all = [...written, ...managed, ...powersInClusters(holder)];
  const power = most(...all.flatMap((each) => each ?? []));
  const isLimited = holder.get("permissions_boundary").state !== "absent";
  if (isLimited || all.length === 0) return undefined;
  return power === "admin" || !all.includes(undefined) ? power : undefined;
}

/** What EKS's own policies give a role in clusters (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html). */
const powersInClusters = (role: Resource): readonly Power[] =>
  referrers(role, "aws_eks_access_policy_association", "principal_arn").flatMap((association) => {
    const name = /:cluster-access-policy\/(\w+)$/.exec(textOf(association.get("policy_arn")) ?? "")?.[1];
    const isWhole = textOf(association.get("access_scope.type")) === "cluster";
    return isWhole && /^AmazonEKS(?:Cluster)?AdminPolicy$/.test(name ?? "") ? "admin" : [];
  });

/** Whether whoever assumes a role has every right, or can write it for itself: not whoever only commands machines. */
export function makesAdministrator(role: Resource): boolean {
  const { module } = role;
  const own = holders(module).find(({ identity }) => identity === role);
  const allowing = (own?.policies ?? []).flatMap(({ statements }) => statements).filter(allows);
  return (
    allowing.some((statement) => isOfAll(statement) || waysOf(module, statement).has("permissions")) ||
    attachedTo(role).some((policy) => managedPower(policy, module) === "admin")
  );
}

/** What AWS's own policies give, by how AWS names them. */
const named: readonly (readonly [name: RegExp, power: Power])[] = [
  [/^(?:PowerUserAccess|.*(?:FullAccess|ReadWrite))$/, "data"],
  [/^(?:SecurityAudit|ViewOnlyAccess|.*ReadOnly(?:Access)?)$/, "read"],
];

/** Policies that are written in the module count by their statements: they add nothing here. */
function managedPower(policy: Value, module: Module): Power | undefined {
  const name = managedName(policy);
  if (name !== undefined && isOfAdministrators(name)) return "admin";
  if (name !== undefined) return named.find(([pattern]) => pattern.test(name))?.[1];
  const isHere = policy.refs?.some(
    ({ type, mode, module: at }) => type === "aws_iam_policy" && mode === "resource" && at === module.address,
  );
  return isHere ? "information" : undefined;
}
