import { addCondition } from "../../../language/policy/edits.ts";
import { allows } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-dynamodb-attributes-without-select",
  title: "A query for all attributes reads those that are kept back",
  severity: "high",
  ...analyzer("DYNAMODB_ATTRIBUTES_WITHOUT_SELECT"),
  why: "A query for all attributes returns those that are kept back.",
  file: "policy.json",

  on: tests,
  *check({ statement, key, condition, operator }: ConditionTest): Iterable<Problem> {
    if (key.toLowerCase() !== "dynamodb:attributes" || !allows(statement) || operator.base === "Null") return;
    if (isTested(statement, "dynamodb:Select")) return;
    yield {
      at: condition.key.at,
      fixes: () =>
        fix(
          "Ask for specific attributes",
          addCondition(statement, {
            operator: "StringEqualsIfExists",
            key: "dynamodb:Select",
            values: ["SPECIFIC_ATTRIBUTES"],
          }),
        ),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "dynamodb:Query",
          "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/users",
          "Condition": {
            "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "name"] }
    //                                     ^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "dynamodb:Query",
          "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/users",
          "Condition": {
            "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "name"] },
            "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }
          }
        }
      ]
    }
  `,
});
