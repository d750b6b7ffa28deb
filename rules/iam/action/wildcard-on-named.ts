import type { Statement } from "../../../language/policy/policy.ts";
import { allowing } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isOnNamed, serviceWildcards, wide } from "../shapes/wildcards.ts";

export default rule({
  id: "aws-iam-action-wildcard-on-named",
  title: "Policy allows every action of a service on what it names",
  severity: "low",
  profile: "hint",
  responsibility: "customer",
  why: "It takes in deleting, changing permissions, and whatever AWS adds to the service tomorrow.",
  controls: { "security-hub": ["IAM.21"] },
  aliases: { trivy: ["AVD-AWS-0057", "AVD-AWS-0345"], tfsec: ["aws-iam-no-policy-wildcards"] },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
  ],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (!isOnNamed(statement)) return;
    for (const wildcard of serviceWildcards(statement, module))
      yield wide(statement, wildcard, module, `Every action of \`${wildcard.prefix}\` is allowed on what is named`);
  },

  insecure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:*"]
                      #^^^^^
          Resource = "arn:aws:s3:::acme-uploads/*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = "arn:aws:s3:::acme-uploads/*"
        }]
      })
    }
  `,
});
