import { addCondition } from "../../language/policy/edits.ts";
import type { Statement } from "../../language/policy/policy.ts";
import { stop } from "../../language/policy/words.ts";
import { hcl, type Problem, rule } from "../kit/rule.ts";
import { allowing, cure, granted, isConditional, isFullAdmin, stars } from "./grants.ts";
import { narrowed } from "./nearby.ts";

export default rule({
  id: "aws-iam-pass-role-unscoped",
  title: "Policy lets any role be passed to a service",
  severity: "high",
  responsibility: "customer",
  why: "Passing a stronger role to a function or an instance of one's own makes its permissions one's own.",
  controls: { "nist-800-53-r5": ["AC-6"] },
  aliases: [
    "AVD-AWS-0342",
    "e39bee8c-fe54-4a3f-824d-e5e2d1cca40a",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    "CKV_AWS_110",
    "CKV_AWS_286",
  ],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (isFullAdmin(statement) || isConditional(statement)) return;
    if (granted(statement, ["iam:PassRole"]).length === 0) return;
    for (const { at } of stars(statement.resources))
      yield {
        at,
        fixes: () => [
          ...narrowed(statement, module, "iam"),
          ...cure(
            "Allow passing roles to one service only",
            addCondition(statement, {
              operator: "StringEquals",
              key: "iam:PassedToService",
              values: [[stop("lambda.amazonaws.com")]],
            }),
          ),
        ],
      };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["iam:PassRole", "lambda:CreateFunction"]
        resources = ["*"]
                     #^^
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["iam:PassRole", "lambda:CreateFunction"]
        resources = ["arn:aws:iam::123456789012:role/app"]
      }
    }
  `,
});
