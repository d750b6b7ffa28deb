import { addCondition } from "../../../language/policy/edits.ts";
import { denies } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

const sources = /^aws:Source(?:OrgID|OrgPaths|Account)$/i;

export default rule({
  id: "aws-iam-rcp-callers-denied",
  title: "Resource control policy asks everybody for whom a service acts",
  severity: "medium",
  ...analyzer("RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY"),
  why: "Only requests of services say for whom they are, so that everybody else is kept out, or nobody is.",

  on: tests,
  *check({ statement, key, condition, operator }: ConditionTest): Iterable<Problem> {
    if (statement.policy.kind !== "rcp" || !denies(statement) || !isNegated(operator)) return;
    if (!sources.test(key) || isTested(statement, "aws:PrincipalIsAWSService")) return;
    yield {
      at: condition.key.at,
      message: `Only services of AWS send \`${key}\`, so that all others are kept out, or nobody`,
      fixes: () =>
        fix(
          "Ask only services of AWS",
          addCondition(statement, { operator: "Bool", key: "aws:PrincipalIsAWSService", values: ["true"] }),
        ),
    };
  },

  insecure: hcl`
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
          Condition = {
            StringNotEqualsIfExists = { "aws:SourceOrgID" = "o-a1b2c3d4e5" }
    #                                   ^^^^^^^^^^^^^^^^^
            Null                    = { "aws:SourceAccount" = "false" }
          }
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
          Condition = {
            StringNotEqualsIfExists = { "aws:SourceOrgID" = "o-a1b2c3d4e5" }
            Null                    = { "aws:SourceAccount" = "false" }
            Bool                    = { "aws:PrincipalIsAWSService" = "true" }
          }
        }]
      })
    }
  `,
});
