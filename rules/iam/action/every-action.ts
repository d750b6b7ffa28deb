import type { Statement } from "../../../language/policy/policy.ts";
import { allowing } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { administered, isForDeploying } from "../shapes/administering.ts";
import { guarded, whoHolds } from "../shapes/names.ts";
import { wide, wildcards } from "../shapes/wildcards.ts";

export default rule({
  id: "aws-iam-every-action",
  title: "Every action is allowed",
  severity: "high",
  profileDependsOn: administered,
  responsibility: "customer",
  why: "It takes in deleting the resource and changing who else may reach it.",
  controls: {
    "security-hub": ["IAM.21"],
  },
  aliases: {
    checkov: ["CKV_AWS_49", "CKV_AWS_63", "CKV_AWS_72"],
    trivy: ["AVD-AWS-0057", "AVD-AWS-0097"],
    tfsec: ["aws-iam-no-policy-wildcards", "aws-sqs-no-wildcards-in-policy-documents"],
    kics: ["816ea8cf-d589-442d-a917-2dd0ce0e45e3"],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],

  on: allowing("identity", "resource"),
  *check(statement: Statement, module): Iterable<Problem> {
    const every = wildcards(statement).filter(({ prefix }) => prefix === "*");
    // who holds it is asked of no other statement
    if (every.length === 0) return;
    const { kind } = statement.policy;
    const said =
      kind === "identity"
        ? `${whoHolds(statement.policy)} can use every action`
        : `Policy of ${guarded(statement)} allows every action`;
    const quiet = isForDeploying(statement, module) ? { profile: "all" as const } : {};
    for (const wildcard of every) yield { ...wide(statement, wildcard, module, said), ...quiet };
  },

  insecure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "*"
                     #^^
          Resource = "arn:aws:s3:::acme-data/*"
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
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::acme-data/*"
        }]
      })
    }
  `,
});
