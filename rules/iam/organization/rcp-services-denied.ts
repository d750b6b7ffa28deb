import { addCondition } from "../../../language/policy/edits.ts";
import { denies } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-rcp-services-denied",
  title: "Resource control policy keeps out AWS itself",
  severity: "medium",
  ...analyzer("RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY"),
  why: "Services that act on their own behalf have no organization, so that deliveries of logs and backups stop.",

  on: tests,
  *check({ statement, key, condition, operator }: ConditionTest): Iterable<Problem> {
    if (statement.policy.kind !== "rcp" || !denies(statement) || !isNegated(operator)) return;
    if (!/^aws:Principal(?:OrgID|OrgPaths|Account)$/i.test(key)) return;
    if (isTested(statement, "aws:PrincipalIsAWSService", "aws:PrincipalServiceName")) return;
    yield {
      at: condition.key.at,
      message: `AWS itself is kept out: its services have no \`${key}\` where they act for themselves`,
      fixes: () =>
        fix(
          "Leave out the services of AWS",
          addCondition(statement, { operator: "BoolIfExists", key: "aws:PrincipalIsAWSService", values: ["false"] }),
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
            StringNotEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }
    #                                   ^^^^^^^^^^^^^^^^^^^^
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
            StringNotEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }
            BoolIfExists            = { "aws:PrincipalIsAWSService" = "false" }
          }
        }]
      })
    }
  `,
});
