import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { table } from "../../../language/syntax/table.ts";
import type { Edit, Place } from "../../../language/syntax/text.ts";
import { resources } from "../../kit/checks.ts";
import { expression, replace, resourceBeside } from "../../kit/edits.ts";
import { freeName } from "../../kit/placement.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { identityNamed } from "../shapes/names.ts";

const toGroup: Readonly<Record<string, string>> = table({
  aws_iam_user_policy: "aws_iam_group_policy",
  aws_iam_user_policy_attachment: "aws_iam_group_policy_attachment",
});

interface UserAttachment {
  readonly resource: Resource;
  readonly at: Place;
}

export default rule({
  id: "aws-iam-user-policy-attached",
  title: "Policy is attached to a user directly instead of to a group",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Permissions given one by one are forgotten one by one; those of a group are reviewed in one place.",
  controls: {
    "security-hub": ["IAM.2"],
  },
  aliases: {
    checkov: ["CKV_AWS_40"],
    trivy: ["AVD-AWS-0143"],
    tfsec: ["aws-iam-no-user-attached-policies"],
    kics: ["b4378389-a9aa-44ee-91e7-ef183f11079e"],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html"],

  on: resources("aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment").each(attachments),
  *check({ resource, at }: UserAttachment, module): Iterable<Problem> {
    const user = resource.get("user");
    const identity = resource.type === "aws_iam_policy_attachment" ? undefined : identityNamed(resource);
    yield {
      at,
      ...(identity !== undefined && { message: `Policy is attached to ${identity} directly instead of to a group` }),
      fixes: () =>
        toGroup[resource.type] && user.state !== "absent"
          ? [{ title: "Attach it to a group", impact: "replacement", edits: viaGroup(resource, user, module) }]
          : [],
    };
  },

  insecure: hcl`
    resource "aws_iam_user" "ci" {
      name = "ci"
    }

    resource "aws_iam_user_policy_attachment" "ci" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      user       = aws_iam_user.ci.name
      policy_arn = "arn:aws:iam::123456789012:policy/ci"
    }
  `,
  secure: hcl`
    resource "aws_iam_user" "ci" {
      name = "ci"
    }

    resource "aws_iam_group_policy_attachment" "ci" {
      group      = aws_iam_group.ci.name
      policy_arn = "arn:aws:iam::123456789012:policy/ci"
    }

    resource "aws_iam_group" "ci" {
      name = "ci"
    }

    resource "aws_iam_user_group_membership" "ci" {
      user   = aws_iam_user.ci.name
      groups = [aws_iam_group.ci.name]
    }
  `,
});

function attachments(resource: Resource): readonly UserAttachment[] {
  if (resource.type !== "aws_iam_policy_attachment") return [{ resource, at: resource.header }];
  const users = resource.get("users");
  return users.state === "list" && users.items.length > 0 ? [{ resource, at: users.at }] : [];
}

/** A group of the user's own takes the policy; `user` stays what it is, as its member. */
function viaGroup(resource: Resource, user: Value, module: Module): readonly Edit[] {
  const label = resource.block.labels[0];
  const attribute = resource.attribute("user");
  const type = toGroup[resource.type];
  if (!label || !attribute || !type || user.at.uri !== resource.file.uri) return [];
  const name = freeName(module, "aws_iam_group", resource.name);
  const place = resource.place(attribute.value);
  const member = resource.file.text.slice(place.start, place.end);
  const group = resourceBeside(resource, "aws_iam_group", { name: name.replaceAll("_", "-") }, name);
  const membership = resourceBeside(
    resource,
    "aws_iam_user_group_membership",
    { user: expression(member), groups: [expression(`${group.address}.name`)] },
    name,
  );
  return [
    { at: resource.place(label), text: `"${type}"` },
    { at: resource.place(attribute.name), text: "group" },
    replace(resource, place, expression(`${group.address}.name`)),
    group.edit,
    membership.edit,
  ];
}
