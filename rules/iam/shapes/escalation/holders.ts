import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Reference, Value } from "../../../../language/model/value.ts";
import { addTo } from "../../../../language/multimap.ts";
import { isReplaced, policies } from "../../../../language/policy/policies.ts";
import { allows, documentOf, type Policy, type Statement, textOf } from "../../../../language/policy/policy.ts";
import { areSame, keptEntries, memo } from "../../../../language/query/engine.ts";
import { table } from "../../../../language/syntax/table.ts";
import { items } from "../../../kit/checks.ts";
import { isIdle, namersOf } from "../../../kit/namers.ts";
import { managedName, managedPolicies } from "../attached.ts";

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
    if (policy.kind !== "identity" || isIdle(policy)) continue;
    if (policy.attachments.length === 0) alone.add(policy);
    for (const { resource } of policy.attachments) {
      const [attribute, type] = inline[resource.type] ?? [];
      const identity = attribute && type ? identityNamed(module, resource.get(attribute), type) : undefined;
      if (identity) for (const key of meantBy(identity, module)) add(held, key, policy);
      else if (resource.type === "aws_iam_role") add(held, addressOf(resource), policy);
      else if (resource.type === "aws_iam_policy") add(managed, addressOf(resource), policy);
      else alone.add(policy);
    }
  }
  const attached = new Set<string>();
  for (const [identity, named] of attachments(module))
    for (const policy of meantBy(named, module)) {
      attached.add(policy);
      for (const each of [...(managed.get(policy) ?? []), ...(limits.get(policy) ?? [])])
        for (const key of meantBy(identity, module)) add(held, key, each);
    }
  for (const [user, group] of memberships(module))
    for (const given of meantBy(group, module))
      for (const each of held.get(given) ?? []) for (const key of meantBy(user, module)) add(held, key, each);
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

/** What a holder is allowed. */
export const allowedTo = memo(
  ({ module, policies: own }: PolicyHolder): readonly Statement[] =>
    own
      .flatMap(({ statements }) => statements)
      .filter((statement) => allows(statement) && !isReplaced(module, statement)),
  { equals: areSame },
);

/** Whether a holder is given AWS's policy for administrators, which is told: it has nothing more to gain by what it holds besides. */
export const isAdministratorOutright = memo((holder: PolicyHolder): boolean => {
  const { identity, policies, boundary } = holder;
  if (identity) return boundary === "none" && managedPolicies(identity).includes(forAdministrators);
  return policies.every(isHandedOnBeside);
});

const forAdministrators = "AdministratorAccess";

/** Whether whatever takes a document is a module that is handed AWS's policy for administrators, too. */
function isHandedOnBeside(policy: Policy): boolean {
  const document = documentOf(policy);
  if (!document) return false;
  const { module, type, name } = document;
  const takers = namersOf(module, `${type}.${name}`);
  return (
    takers.length > 0 &&
    takers.every(
      ({ kind, type: called }) =>
        kind === "module" &&
        module
          .blocksNamed("module", called)
          .every(({ file, at }) => file.text.slice(at.start, at.end).includes(`:aws:policy/${forAdministrators}"`)),
    )
  );
}

/** A resource as a value names it: `key` where that says which instance is meant. */
interface Named {
  readonly block: string;
  readonly key: string | undefined;
}

const namedBy = ({ module, type, name, key }: Reference): Named => ({ block: `${module} ${type} ${name}`, key });

/** The policy that a value names, where a module of this tree writes it. */
function policyNamed(value: Value): Named | undefined {
  const reference = value.refs?.find(({ type, mode }) => type === "aws_iam_policy" && mode === "resource");
  return reference && namedBy(reference);
}

const blockOf = ({ module, type, name }: Resource): string => `${module.address} ${type} ${name}`;

const addressOf = (resource: Resource): string => blockOf(resource) + resource.key;

/** Names an identity so that two values that mean the same have the same name. */
function identityNamed(module: Module, value: Value, type: IdentityType): Named | undefined {
  const [nearest] = value.refs ?? [];
  const declared = value.refs?.find((reference) => reference.type === type && reference.mode === "resource");
  if (declared) return namedBy(declared);
  const text = textOf(value);
  if (text !== undefined) {
    const named = module.ofType(type).find((resource) => textOf(resource.get("name")) === text);
    return named ? { block: blockOf(named), key: named.key } : { block: `${type} named ${text}`, key: undefined };
  }
  return nearest && { block: `${type} from ${Object.values(nearest).join(" ")}`, key: undefined };
}

/** The addresses of what is named: all instances where it is not said which, and the one where they cannot be told apart. */
function meantBy({ block, key }: Named, module: Module): readonly string[] {
  const keys = keysOf(module).get(block);
  if (!keys) return [block + (key ?? "")];
  if (key === undefined) return keys.map((each) => block + each);
  return [keys.includes(key) ? key : keys.includes("") ? "" : undefined].flatMap((each) =>
    each === undefined ? [] : block + each,
  );
}

/** The keys of the instances of identities and managed policies, by block. */
const keysOf = memo((module: Module): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const type of [...identityTypes, "aws_iam_policy"])
    for (const resource of module.ofType(type)) addTo(found, blockOf(resource), resource.key);
  return found;
});

/** Who is given which managed policy. */
function* attachments(module: Module): Iterable<readonly [identity: Named, policy: Named]> {
  for (const [type, attribute, identity] of attaching)
    for (const attachment of module.ofType(type)) {
      const policy = policyNamed(attachment.get("policy_arn"));
      if (!policy) continue;
      for (const value of items(attachment.get(attribute))) {
        const named = identityNamed(module, value, identity);
        if (named) yield [named, policy];
      }
    }
  for (const role of module.ofType("aws_iam_role"))
    for (const value of items(role.get("managed_policy_arns"))) {
      const policy = policyNamed(value);
      if (policy) yield [{ block: blockOf(role), key: role.key }, policy];
    }
  for (const exclusive of module.ofType("aws_iam_role_policy_attachments_exclusive"))
    for (const value of items(exclusive.get("policy_arns"))) {
      const named = identityNamed(module, exclusive.get("role_name"), "aws_iam_role");
      const policy = policyNamed(value);
      if (named && policy) yield [named, policy];
    }
}

/** Which user belongs to which group. */
function* memberships(module: Module): Iterable<readonly [user: Named, group: Named]> {
  for (const [type, userAttribute, groupAttribute] of [
    ["aws_iam_user_group_membership", "user", "groups"],
    ["aws_iam_group_membership", "users", "group"],
  ] as const)
    for (const membership of module.ofType(type))
      for (const userValue of items(membership.get(userAttribute)))
        for (const groupValue of items(membership.get(groupAttribute))) {
          const user = identityNamed(module, userValue, "aws_iam_user");
          const group = identityNamed(module, groupValue, "aws_iam_group");
          if (user && group) yield [user, group];
        }
}

function boundaryOf(identity: Resource, limits: ReadonlyMap<string, readonly Policy[]>): PolicyHolder["boundary"] {
  const value = identity.get("permissions_boundary");
  if (value.state === "absent" || managedName(value) === "AdministratorAccess") return "none";
  const named = policyNamed(value);
  const found = named ? meantBy(named, identity.module).flatMap((key) => limits.get(key) ?? []) : [];
  return found.length > 0 ? found : "unseen";
}

function add<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const others = map.get(key);
  if (!others) map.set(key, [item]);
  else if (!others.includes(item)) others.push(item);
}
