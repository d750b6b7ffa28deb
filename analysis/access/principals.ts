import { plainOf, type TextAt } from "../../language/access/of-policy.ts";
import { ownAccount, type PlainPolicy, plainPolicy } from "../../language/access/plain.ts";
import type { PolicySet } from "../../language/access/questions.ts";
import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { policies } from "../../language/policy/policies.ts";
import type { Policy } from "../../language/policy/policy.ts";
import type { ManagedPolicies } from "../../language/schema/managed-policies.ts";
import type { Place } from "../../language/syntax/text.ts";
import { attachedTo, managedName } from "../../rules/iam/shapes/attached.ts";
import { holders, type PolicyHolder } from "../../rules/iam/shapes/escalation/holders.ts";

/** A role, user or group that a module declares, with all that says what it may do. */
export interface DeclaredIdentity {
  readonly address: string;
  readonly at: Place;
  readonly set: PolicySet;
}

/** What a resource lets others do to it. */
export interface Guarded {
  /** The address of what carries the policy. */
  readonly address: string;
  readonly at: Place;
  readonly policy: PlainPolicy;
}

/** AWS's managed policies, as far as they are here. */
type Managed = () => ManagedPolicies | undefined;

/** Everybody in a root and in all that it calls; who is given no policy in view is there with none. */
export const principalsIn = (root: Module, managed: Managed): readonly DeclaredIdentity[] =>
  root
    .tree()
    .filter(({ isStandIn }) => !isStandIn)
    .flatMap((module) => {
      const byIdentity = new Map(holders(module).map((one) => [one.identity, one]));
      return ["aws_iam_role", "aws_iam_user", "aws_iam_group"]
        .flatMap((type) => module.ofType(type))
        .map((identity) => principal(identity, byIdentity.get(identity), managed));
    });

function principal(identity: Resource, own: PolicyHolder | undefined, managed: Managed): DeclaredIdentity {
  const { module } = identity;
  const boundary = own?.boundary ?? (identity.get("permissions_boundary").state === "absent" ? "none" : "unseen");
  return {
    address: identity.address,
    at: identity.header,
    set: {
      arn: `arn:aws:iam::${ownAccount}:${identity.type.slice("aws_iam_".length)}/${identity.name}`,
      identity: [
        ...(own?.policies ?? []).map((policy) => plainOf(policy, textIn(module))),
        ...managedOf(identity, managed),
      ],
      ...(boundary !== "none" && { boundary: boundary === "unseen" ? unseen : together(boundary, module) }),
      isUser: identity.type === "aws_iam_user",
    },
  };
}

const textIn =
  (module: Module): TextAt =>
  ({ uri, start, end }) =>
    module.root
      .tree()
      .flatMap((one) => one.file(uri) ?? [])[0]
      ?.text.slice(start, end);

/** A boundary that is not here may let anything through. */
const unseen: PlainPolicy = {
  version: "2012-10-17",
  open: "its boundary is not here",
  statements: [everything()],
};

/** What it is given of AWS's own policies, and of what else is not here. */
const managedOf = (identity: Resource, managed: Managed): readonly PlainPolicy[] =>
  attachedTo(identity).flatMap((value): readonly PlainPolicy[] => {
    const name = managedName(value);
    const isHere = value.refs?.some(({ type, mode }) => type === "aws_iam_policy" && mode === "resource");
    if (name === undefined) return isHere ? [] : [nothingSeen("a policy that is attached is not here")];
    const document = managed()?.document(name);
    const policy = document === undefined ? undefined : plainPolicy(document);
    return [
      policy === undefined || typeof policy === "string" ? nothingSeen(`AWS's policy ${name} is not here`) : policy,
    ];
  });

const nothingSeen = (open: string): PlainPolicy => ({ version: "2012-10-17", statements: [], open });

function everything(): PlainPolicy["statements"][number] {
  return {
    sid: undefined,
    effect: "Allow",
    actions: { isNot: false, texts: ["*"] },
    resources: { isNot: false, texts: ["*"] },
    principals: undefined,
    conditions: [],
  };
}

/** Several documents as one. */
function together(all: readonly Policy[], module: Module): PlainPolicy {
  const read = all.map((policy) => plainOf(policy, textIn(module)));
  const open = read.find((policy) => policy.open !== undefined)?.open;
  return {
    version: "2012-10-17",
    statements: read.flatMap(({ statements }) => statements),
    ...(open !== undefined && { open }),
  };
}

/** The policies of resources, roles' trust included, in a root and in all that it calls. */
export const guardedIn = (root: Module): readonly Guarded[] =>
  root
    .tree()
    .filter(({ isStandIn }) => !isStandIn)
    .flatMap((module) =>
      policies(module)
        .filter(({ kind }) => kind === "resource" || kind === "trust")
        .flatMap((policy) =>
          policy.attachments.slice(0, 1).map(({ resource }) => ({
            address: policy.kind === "trust" ? `${resource.address} (trust)` : resource.address,
            at: policy.at,
            policy: plainOf(policy, textIn(module)),
          })),
        ),
    );
