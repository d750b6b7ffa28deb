import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { textOf } from "../../../language/policy/policy.ts";
import { areSame, memo } from "../../../language/query/engine.ts";
import { items } from "../../kit/checks.ts";

/** The managed policies that a role, a user or a group is given in its module. */
export function attachedTo(identity: Resource): readonly Value[] {
  const { module, type } = identity;
  const what = type.slice("aws_iam_".length);
  const given = (attachment: string, to: string, policies: string): readonly Value[] =>
    module
      .ofType(attachment)
      .filter((each) => items(each.get(to)).some((value) => isOf(identity, value)))
      .flatMap((each) => items(each.get(policies)));
  return [
    ...(what === "role" ? items(identity.get("managed_policy_arns")) : []),
    ...given(`aws_iam_${what}_policy_attachment`, what, "policy_arn"),
    ...given("aws_iam_policy_attachment", `${what}s`, "policy_arn"),
    ...given(`aws_iam_${what}_policy_attachments_exclusive`, `${what}_name`, "policy_arns"),
  ];
}

/** The name of a policy of AWS's. */
export const managedName = (policy: Value): string | undefined =>
  /^arn:aws[\w-]*:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)$/.exec(textOf(policy) ?? "")?.[1];

/** Whether whoever is given a policy of AWS's of this name is administrator, or can make themselves one. */
export const isOfAdministrators = (policy: string): boolean => /^(?:AdministratorAccess|IAMFullAccess)$/.test(policy);

/** The names of AWS's policies that an identity is given in its module. */
export const managedPolicies = memo(
  (identity: Resource): readonly string[] => attachedTo(identity).flatMap((policy) => managedName(policy) ?? []),
  { equals: areSame },
);

const isOf = (identity: Resource, value: Value): boolean =>
  identity.isMeantBy(value) || (textOf(value) !== undefined && textOf(value) === textOf(identity.get("name")));
