import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { policies } from "../../../../language/policy/policies.ts";
import { type Policy, textOf } from "../../../../language/policy/policy.ts";
import { areSame, keptEntries, memo } from "../../../../language/query/engine.ts";
import { table } from "../../../../language/syntax/table.ts";
import { items } from "../../../kit/checks.ts";

/** Somebody with policies: a role, a user, a group; or, where nobody is seen to hold one, the policy by itself. */
export interface PolicyHolder {
  /** Where the policies are written. */
  readonly module: Module;
  /** Undefined where it is not declared here. */
  readonly identity: Resource | undefined;
  readonly policies: readonly Policy[];
  /** What it can be given at most; `unseen` where that is not here. */
  readonly boundary: "none" | "unseen" | readonly Policy[];
}

const identityTypes = ["aws_iam_role", "aws_iam_user", "aws_iam_group"] as const;

type IdentityType = (typeof identityTypes)[number];

/** The attributes that name who gets an inline policy, by the type that carries it. */
const inline: Readonly<Record<string, readonly [attribute: string, type: IdentityType]>> = table({
  aws_iam_role_policy: ["role", "aws_iam_role"],
  aws_iam_user_policy: ["user", "aws_iam_user"],
  aws_iam_group_policy: ["group", "aws_iam_group"],
});

/** The attributes that name who gets a managed policy. */
const attaching: readonly (readonly [type: string, attribute: string, identity: IdentityType])[] = [
  ["aws_iam_role_policy_attachment", "role", "aws_iam_role"],
  ["aws_iam_user_policy_attachment", "user", "aws_iam_user"],
  ["aws_iam_group_policy_attachment", "group", "aws_iam_group"],
  ["aws_iam_policy_attachment", "roles", "aws_iam_role"],
  ["aws_iam_policy_attachment", "users", "aws_iam_user"],
  ["aws_iam_policy_attachment", "groups", "aws_iam_group"],
];

/** What a holder is known by: the same from version to version. */
type Key = string | Policy;

/** Everybody in a module who holds policies that are written in it. */
export const holders = memo((module: Module): readonly PolicyHolder[] => [...holdings(module).values()]);

const holdsTheSame = (a: PolicyHolder, b: PolicyHolder): boolean =>
  a.identity === b.identity && areSame(a.policies, b.policies) && isSameLimit(a.boundary, b.boundary);

const isSameLimit = (a: PolicyHolder["boundary"], b: PolicyHolder["boundary"]): boolean =>
  typeof a === "string" || typeof b === "string" ? a === b : areSame(a, b);

const holdings = memo((module: Module): ReadonlyMap<Key, PolicyHolder> => new Map(holding(module)), {
  kept: keptEntries(holdsTheSame),
});

function* holding(module: Module): Iterable<readonly [Key, PolicyHolder]> {
  const managed = new Map<string, Policy[]>();
  const limits = new Map<string, Policy[]>();
  const held = new Map<string, Policy[]>();
  const alone = new Set<Policy>();
  for (const policy of policies(module)) {
    if (policy.kind === "boundary")
      for (const { resource } of policy.attachments) add(limits, addressOf(resource), policy);
    if (policy.kind !== "identity") continue;
    if (policy.attachments.length === 0) alone.add(policy);
    for (const { resource } of policy.attachments) {
      const [attribute, type] = inline[resource.type] ?? [];
      const key =
        attribute && type
          ? identityKey(module, resource.get(attribute), type)
          : resource.type === "aws_iam_role"
            ? addressOf(resource)
            : undefined;
      if (key !== undefined) add(held, key, policy);
      else if (resource.type === "aws_iam_policy") add(managed, addressOf(resource), policy);
      else alone.add(policy);
    }
  }
  const attached = new Set<string>();
  for (const [key, policy] of attachments(module)) {
    attached.add(policy);
    for (const each of [...(managed.get(policy) ?? []), ...(limits.get(policy) ?? [])]) add(held, key, each);
  }
  for (const [user, group] of memberships(module)) for (const each of held.get(group) ?? []) add(held, user, each);
  const identities = new Map(
    identityTypes.flatMap((type) => module.ofType(type)).map((resource) => [addressOf(resource), resource]),
  );
  for (const [key, own] of held) {
    const identity = identities.get(key);
    const boundary = identity ? boundaryOf(identity, limits) : "none";
    yield [`identity ${key}`, { module, identity, policies: own, boundary }];
  }
  for (const [key, own] of managed)
    if (!attached.has(key)) yield [`policy ${key}`, { module, identity: undefined, policies: own, boundary: "none" }];
  for (const policy of alone) {
    const together = [policy, ...policy.sources, ...policy.overrides];
    yield [policy, { module, identity: undefined, policies: together, boundary: "none" }];
  }
}

/** The policy that a value names, where a module of this tree writes it. */
const policyKey = (value: Value): string | undefined => {
  const reference = value.refs?.find(({ type, mode }) => type === "aws_iam_policy" && mode === "resource");
  return reference && `${reference.module} ${reference.type} ${reference.name}`;
};

const addressOf = ({ module, type, name }: Resource): string => `${module.address} ${type} ${name}`;

/** Names an identity so that two values that mean the same have the same name. */
function identityKey(module: Module, value: Value, type: IdentityType): string | undefined {
  const [nearest] = value.refs ?? [];
  const declared = value.refs?.find((reference) => reference.type === type && reference.mode === "resource");
  if (declared) return `${declared.module} ${type} ${declared.name}`;
  const text = textOf(value);
  if (text !== undefined) {
    const named = module.ofType(type).find((resource) => textOf(resource.get("name")) === text);
    return named ? addressOf(named) : `${type} named ${text}`;
  }
  return nearest && `${type} from ${Object.values(nearest).join(" ")}`;
}

/** Who is given which managed policy. */
function* attachments(module: Module): Iterable<readonly [identity: string, policy: string]> {
  for (const [type, attribute, identity] of attaching)
    for (const attachment of module.ofType(type)) {
      const policy = policyKey(attachment.get("policy_arn"));
      if (policy === undefined) continue;
      for (const value of items(attachment.get(attribute))) {
        const key = identityKey(module, value, identity);
        if (key !== undefined) yield [key, policy];
      }
    }
  for (const role of module.ofType("aws_iam_role"))
    for (const value of items(role.get("managed_policy_arns"))) {
      const policy = policyKey(value);
      if (policy !== undefined) yield [addressOf(role), policy];
    }
  for (const exclusive of module.ofType("aws_iam_role_policy_attachments_exclusive"))
    for (const value of items(exclusive.get("policy_arns"))) {
      const key = identityKey(module, exclusive.get("role_name"), "aws_iam_role");
      const policy = policyKey(value);
      if (key !== undefined && policy !== undefined) yield [key, policy];
    }
}

/** Which user belongs to which group. */
function* memberships(module: Module): Iterable<readonly [user: string, group: string]> {
  for (const [type, userAttribute, groupAttribute] of [
    ["aws_iam_user_group_membership", "user", "groups"],
    ["aws_iam_group_membership", "users", "group"],
  ] as const)
    for (const membership of module.ofType(type))
      for (const user of items(membership.get(userAttribute)))
        for (const group of items(membership.get(groupAttribute))) {
          const userKey = identityKey(module, user, "aws_iam_user");
          const groupKey = identityKey(module, group, "aws_iam_group");
          if (userKey !== undefined && groupKey !== undefined) yield [userKey, groupKey];
        }
}

function boundaryOf(identity: Resource, limits: ReadonlyMap<string, readonly Policy[]>): PolicyHolder["boundary"] {
  const value = identity.get("permissions_boundary");
  if (value.state === "absent") return "none";
  return limits.get(policyKey(value) ?? "") ?? "unseen";
}

function add<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const others = map.get(key);
  if (!others) map.set(key, [item]);
  else if (!others.includes(item)) others.push(item);
}
