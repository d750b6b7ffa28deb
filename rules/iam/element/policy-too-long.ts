import { policies } from "../../../language/policy/policies.ts";
import type { Policy } from "../../../language/policy/policy.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { quota, sizeOf } from "../shapes/validation/size.ts";

export default rule({
  id: "aws-iam-policy-too-long",
  title: "Policy is longer than AWS takes",
  severity: "medium",
  ...analyzer(
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
    "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
  ),
  why: "AWS refuses to store it, so that the permissions stay what they were.",
  noFix: "How to cut a policy in several is for its author to say.",

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    const limit = quota(policy);
    const length = limit === undefined ? undefined : sizeOf(policy);
    if (limit === undefined || length === undefined || length <= limit) return;
    yield {
      at: policy.header,
      message: `AWS refuses this policy: it has ${length} characters, and AWS takes ${limit}`,
    };
  },

  insecure: hcl`
    resource "aws_iam_user_policy" "reports" {
      user = "reports"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
    #   ^^^^^^^^^
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = [for number in range(100) : "arn:aws:s3:::acme-reports-\${number}/*"]
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_user_policy" "reports" {
      user = "reports"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::acme-reports-*/*"
        }]
      })
    }
  `,
});
