import { removeCondition, removeValues, splitStatement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { all, allowing, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { demand, header, isOther, isWriting } from "../shapes/encryption-header.ts";

export default rule({
  id: "aws-iam-read-never-allowed",
  title: "Reading is never allowed under this condition",
  severity: "medium",
  responsibility: "customer",
  why: "Only writing requests carry the encryption header, so what else stands under a condition on it is refused.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
  ],

  on: allowing("identity", "resource"),
  *check(statement: Statement): Iterable<Problem> {
    const { actions } = statement;
    const condition = demand(statement);
    if (!actions || !condition) return;
    const others = actions.values.filter(isOther);
    const [first] = others;
    if (!first) return;
    const names = others.map((value) => (value.state === "known" ? `\`${value.value}\`` : "")).join(", ");
    yield {
      at: first.at,
      message: `${names} is never allowed: only writing requests carry \`${header}\``,
      fixes: () =>
        actions.values.some(isWriting)
          ? fix(
              "Split the statement: read without the condition, write with it",
              splitStatement(
                statement,
                all(
                  removeValues(
                    statement,
                    actions,
                    actions.values.filter((value) => !others.includes(value)),
                  ),
                  removeCondition(statement, condition),
                ),
                removeValues(statement, actions, others),
                "Encrypted",
              ),
              "update",
            )
          : fix("Remove the condition", removeCondition(statement, condition), "update"),
    };
  },

  file: "policy.json",
  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject",
            //^^^^^^^^^^^^
            "s3:PutObject"
          ],
          "Resource": "arn:aws:s3:::my-app-bucket/*",
          "Condition": {
            "StringEquals": {
              "s3:x-amz-server-side-encryption": "AES256"
            }
          }
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject"
          ],
          "Resource": "arn:aws:s3:::my-app-bucket/*"
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:PutObject"
          ],
          "Resource": "arn:aws:s3:::my-app-bucket/*",
          "Condition": {
            "StringEquals": {
              "s3:x-amz-server-side-encryption": "AES256"
            }
          }
        }
      ]
    }
  `,
});
