import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-null-qualified",
  title: "Null is asked of each value of a key, not of the key",
  severity: "low",
  profile: "all",
  ...analyzer("NULL_WITH_QUALIFIER"),
  why: "With `ForAllValues` it always holds, with `ForAnyValue` never.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { operator, condition } = test;
    if (operator.base !== "Null" || !operator.qualifier) return;
    yield {
      at: condition.operator.at,
      fixes: () => fix("Write `Null`", withOperator(test, "Null")),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "ForAllValues:Null": { "aws:TagKeys": "true" } }
    //                   ^^^^^^^^^^^^^^^^^^^
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
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "Null": { "aws:TagKeys": "true" } }
        }
      ]
    }
  `,
});
