import { removeValues } from "../../../language/policy/edits.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";
import { variablesIn } from "../shapes/validation/variables.ts";

export default rule({
  id: "aws-iam-variable-not-compared",
  title: "Variable is compared as it is written",
  severity: "medium",
  ...analyzer("INVALID_VARIABLE_FOR_OPERATOR"),
  why: "It is taken as it is written, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, texts }: ConditionTest): Iterable<Problem> {
    if (operator.type === undefined || /^(?:String|ARN)$/.test(operator.type)) return;
    for (const [index, value] of condition.values.values.entries()) {
      if (!variablesIn(texts[index] ?? "").some(({ body, closed }) => closed && body.includes(":"))) continue;
      yield {
        at: value.at,
        message: `\`${operator.base}\` compares the variable as it is written`,
        fixes: () =>
          condition.values.values.length === 1
            ? []
            : fix("Remove the value", removeValues(statement, condition.values, [value])),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs",
          "Condition": { "NumericLessThan": { "s3:max-keys": ["10", "\${aws:PrincipalTag/limit}"] } }
    //                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs",
          "Condition": { "NumericLessThan": { "s3:max-keys": ["10"] } }
        }
      ]
    }
  `,
});
