import type { Statement } from "../../../language/policy/policy.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isNarrowed } from "../shapes/conditions.ts";
import { everybody, replacedByAccount } from "../shapes/principals.ts";
import { assuming } from "../shapes/telling.ts";

export default rule({
  id: "aws-iam-trust-public",
  title: "Any AWS account can assume the role",
  severity: "critical",
  severityDependsOn: "what the role may do",
  responsibility: "customer",
  why: "Anyone with an AWS account of their own can take the role and all it may do.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: {
    checkov: ["CKV_AWS_60"],
    kics: ["12b7e704-37f0-4d1e-911a-44bf60c48c21", "bcdcbdc6-a350-4855-ae7c-d1e6436f7c97"],
    accessAnalyzer: ["ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"],

  on: allowing("trust"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (isNarrowed(statement)) return;
    for (const { principal, value } of everybody(statement))
      yield {
        at: value.at,
        ...assuming("Any AWS account", "any account", statement),
        fixes: () => fix("Trust only this account", replacedByAccount(statement, principal.at, module)),
      };
  },

  insecure: hcl`
    data "aws_caller_identity" "current" {}

    resource "aws_iam_role" "deploy" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { AWS = "*" }
                              #^^
        }]
      })
    }
  `,
  secure: hcl`
    data "aws_caller_identity" "current" {}

    resource "aws_iam_role" "deploy" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root" }
        }]
      })
    }
  `,
});
