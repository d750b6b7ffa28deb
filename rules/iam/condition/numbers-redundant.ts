import { removeValues } from "../../../language/policy/edits.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-numbers-redundant",
  title: "Condition compares with several numbers where one decides",
  severity: "low",
  profile: "all",
  ...analyzer("REDUNDANT_CONDITION_VALUE_NUM"),
  why: "The reader looks for a meaning that the others do not have.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, texts }: ConditionTest): Iterable<Problem> {
    const [, direction] = /(Less|Greater)Than/.exec(operator.base) ?? [];
    const numbers = texts.map((text) => Number(text ?? Number.NaN));
    if (!direction || operator.type !== "Numeric" || texts.length < 2 || numbers.some(Number.isNaN)) return;
    const decides = direction === "Less" ? Math.max(...numbers) : Math.min(...numbers);
    const kept = numbers.indexOf(decides);
    const others = condition.values.values.filter((_, index) => index !== kept);
    yield {
      at: condition.values.at,
      message: `Of several numbers only \`${decides}\` decides`,
      tag: "unnecessary",
      fixes: () => fix(`Keep \`${decides}\``, removeValues(statement, condition.values, others), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs",
          "Condition": { "NumericLessThan": { "s3:max-keys": ["10", "20"] } }
    //                                                       ^^^^^^^^^^^^
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
          "Condition": { "NumericLessThan": { "s3:max-keys": ["20"] } }
        }
      ]
    }
  `,
});
