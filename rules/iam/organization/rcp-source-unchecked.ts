import { addCondition } from "../../../language/policy/edits.ts";
import { denies } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, testsOf } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-rcp-source-unchecked",
  title: "Resource control policy takes a request without source for a foreign one",
  severity: "low",
  ...analyzer("RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK"),
  why: "Services that do not say for whom they act are kept out.",

  on: tests,
  *check({ statement, key, condition, operator }: ConditionTest): Iterable<Problem> {
    if (statement.policy.kind !== "rcp" || !denies(statement) || !isNegated(operator)) return;
    if (!/^aws:Source(?:OrgID|OrgPaths)$/i.test(key)) return;
    const asked = [...testsOf(statement)].some(
      (other) => other.operator.base === "Null" && /^aws:Source(?:Account|Arn|OrgID|OrgPaths)$/i.test(other.key),
    );
    if (asked) return;
    yield {
      at: condition.key.at,
      message: "Requests that name no source are kept out as if they were foreign ones",
      fixes: () =>
        fix(
          "Ask only requests that name a source",
          addCondition(statement, { operator: "Null", key: "aws:SourceAccount", values: ["false"] }),
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
            Bool                    = { "aws:PrincipalIsAWSService" = "true" }
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
            Bool                    = { "aws:PrincipalIsAWSService" = "true" }
            Null                    = { "aws:SourceAccount" = "false" }
          }
        }]
      })
    }
  `,
});
