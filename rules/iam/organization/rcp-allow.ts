import { allows, type Statement } from "../../../language/policy/policy.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-rcp-allow",
  title: "Resource control policy allows something",
  severity: "medium",
  ...analyzer("RCP_SYNTAX_ERROR_ALLOW"),
  why: "AWS Organizations refuses the policy: it can only deny.",
  noFix:
    "What is allowed here would be denied to all of the organization if it only said so: what is to be denied is for the author to say.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "rcp" || !allows(statement)) return;
    yield {
      at: statement.effect.at,
      message: "AWS refuses this policy: a resource control policy only denies",
    };
  },

  insecure: hcl`
    resource "aws_organizations_policy" "limits" {
      name = "limits"
      type = "RESOURCE_CONTROL_POLICY"
      content = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
    #                 ^^^^^^^
          Principal = "*"
          Action    = "s3:*"
          Resource  = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_organizations_policy" "limits" {
      name = "limits"
      type = "RESOURCE_CONTROL_POLICY"
      content = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = "*"
        }]
      })
    }
  `,
});
