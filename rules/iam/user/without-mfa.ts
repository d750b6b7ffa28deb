import { addCondition } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { secondFactor } from "../shapes/escalation/fixes.ts";
import { whoHolds } from "../shapes/names.ts";
import { isOfPeople } from "../shapes/users.ts";

export default rule({
  id: "aws-iam-user-without-mfa",
  title: "People can act without a second factor",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A stolen password or access key is enough to use these permissions.",
  controls: { "security-hub": ["IAM.19"] },
  aliases: {
    trivy: ["AVD-AWS-0145"],
    kics: ["3ddfa124-6407-4845-a501-179f90c65097", "b5681959-6c09-4f55-b42b-c40fa12d03ec"],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    const { attachments } = statement.policy;
    const isForPeople = attachments.some(({ resource: { type } }) => /^aws_iam_(?:user|group)_policy$/.test(type));
    if (!isForPeople || isTested(statement, "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge")) return;
    yield {
      at: statement.header,
      message: `${whoHolds(statement.policy)} can act without a second factor`,
      fixes: () =>
        // a program that holds a key cannot be asked
        isOfPeople(module, statement.policy)
          ? fix("Ask for a second factor", addCondition(statement, secondFactor))
          : [],
    };
  },

  insecure: hcl`
    resource "aws_iam_group_policy" "developers" {
      group = "developers"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          #^^^^^^^^^^^^^^^^^
          Action   = "ec2:RebootInstances"
          Resource = "arn:aws:ec2:eu-west-1:123456789012:instance/*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_group_policy" "developers" {
      group = "developers"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "ec2:RebootInstances"
          Resource = "arn:aws:ec2:eu-west-1:123456789012:instance/*"
          Condition = {
            Bool = {
              "aws:MultiFactorAuthPresent" = "true"
            }
          }
        }]
      })
    }
  `,
});
