import type { Resource } from "../../../language/model/resource.ts";
import type { Place } from "../../../language/syntax/text.ts";
import { resources } from "../../kit/checks.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { identityNamed } from "../shapes/names.ts";

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

  noFix: "Which group or role is to have it, and who belongs to that, is for the author to say.",

  on: resources("aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment").each(attachments),
  *check({ resource, at }: UserAttachment): Iterable<Problem> {
    const identity = resource.type === "aws_iam_policy_attachment" ? undefined : identityNamed(resource);
    yield {
      at,
      ...(identity !== undefined && { message: `Policy is attached to ${identity} directly instead of to a group` }),
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
