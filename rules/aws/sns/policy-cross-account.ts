import { allows, type Statement, textOf } from "../../../language/policy/policy.ts";
import { powerOf } from "../../iam/shapes/power.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";

export default rule({
  id: "aws-sns-policy-cross-account",
  title: "Named accounts can use the topic without any condition",
  severity: "low",
  severityDependsOn: "what the actions allow",
  profile: "all",
  responsibility: "customer",
  why: "Whoever takes over the other account, or its role, uses the topic.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_385"] },
  references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"],
  noFix: "Whether the other account is meant, and under which condition, is for the author to say.",

  on: statements,
  *check(statement: Statement, module) {
    const { policy, principals, conditions } = statement;
    if (
      !allows(statement) ||
      conditions !== undefined ||
      statement.open ||
      !policy.attachments.some(({ resource }) => /^aws_sns_topic(?:_policy)?$/.test(resource.type))
    )
      return;
    const power = powerOf(statement, module);
    for (const { identifiers } of principals?.values ?? [])
      for (const value of identifiers.values)
        if (/^arn:[^:]*:iam::\d{12}:/.test(textOf(value) ?? ""))
          yield {
            at: value.at,
            ...(power && { reach: "account", power }),
            message: `\`${textOf(value)}\` can use the topic without any condition`,
          };
  },

  insecure: hcl`
    resource "aws_sns_topic_policy" "app" {
      arn = "arn:aws:sns:eu-west-1:123456789012:orders"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::210987654321:role/orders" }
          #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Action    = "sns:Publish"
          Resource  = "arn:aws:sns:eu-west-1:123456789012:orders"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_sns_topic_policy" "app" {
      arn = "arn:aws:sns:eu-west-1:123456789012:orders"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::210987654321:role/orders" }
          Action    = "sns:Publish"
          Resource  = "arn:aws:sns:eu-west-1:123456789012:orders"
          Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-0a1b2c3d4e" } }
        }]
      })
    }
  `,
});
