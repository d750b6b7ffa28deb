import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import { carriedBy } from "../../kit/carried.ts";
import { companions, resources } from "../../kit/checks.ts";
import { append, expression } from "../../kit/edits.ts";
import { encodedPolicy } from "../../kit/encoded-policy.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";

/** What people need before they can sign in with a second factor. */
const enrolling = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

export default rule({
  id: "aws-iam-group-without-mfa",
  title: "Members of a group can act without a second factor",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A stolen password or access key of one member is enough to act as the group.",
  controls: { "security-hub": ["IAM.19"] },
  aliases: { trivy: ["AVD-AWS-0123"], tfsec: ["aws-iam-enforce-group-mfa", "aws-iam-enforce-mfa"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"],

  on: resources("aws_iam_group"),
  *check(group: Resource, module): Iterable<Problem> {
    if (asksForMfa(group, module) !== false) return;
    yield {
      at: group.header,
      message: `Members of \`${group.name}\` can act without a second factor`,
      fixes: () => [
        {
          title: "Deny everything without a second factor",
          impact: "disruption",
          edits: [
            append(group, "aws_iam_group_policy", {
              name: "require-mfa",
              group: expression(`aws_iam_group.${group.name}.name`),
              policy: encodedPolicy({
                Effect: "Deny",
                NotAction: enrolling,
                Resource: "*",
                Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
              }),
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_iam_group" "developers" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "developers"
    }
  `,
  secure: hcl`
    resource "aws_iam_group" "developers" {
      name = "developers"
    }

    resource "aws_iam_group_policy" "developers" {
      name  = "require-mfa"
      group = aws_iam_group.developers.name
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Deny"
            NotAction = [
              "iam:CreateVirtualMFADevice",
              "iam:EnableMFADevice",
              "iam:GetUser",
              "iam:ListMFADevices",
              "iam:ListVirtualMFADevices",
              "iam:ResyncMFADevice",
              "sts:GetSessionToken",
            ]
            Resource = "*"
            Condition = {
              BoolIfExists = {
                "aws:MultiFactorAuthPresent" = "false"
              }
            }
          },
        ]
      })
    }
  `,
});

/** Undefined where a policy is attached that is not here. */
function asksForMfa(group: Resource, module: Module): boolean | undefined {
  const inline = companions(group, "aws_iam_group_policy", "group");
  const attached = companions(group, "aws_iam_group_policy_attachment", "group");
  if (!inline.certain || !attached.certain || attached.found.length > 0) return undefined;
  const own = carriedBy(module, inline.found);
  if (own.some((policy) => policy.effective.some((statement) => isTested(statement, "aws:MultiFactorAuthPresent"))))
    return true;
  return own.length < inline.found.length ? undefined : false;
}
