import { all, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { retyped } from "../shapes/validation/objects.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-types-mixed",
  title: "Condition compares with values of different types",
  severity: "medium",
  ...analyzer("INVALID_CONDITION_DATA_TYPE"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: tests,
  *check({ statement, condition }: ConditionTest): Iterable<Problem> {
    const { values } = condition.values;
    const types = new Set(values.flatMap((value) => (value.state === "known" ? [typeof value.value] : [])));
    if (types.size < 2) return;
    const [odd, ...others] = values.filter((value) => value.state === "known" && typeof value.value !== "string");
    if (!odd) return;
    yield {
      at: odd.at,
      message: "AWS refuses this policy: a condition compares with values of different types",
      fixes: () =>
        fix(
          "Write them all as text",
          all(
            ...[odd, ...others].map((value) =>
              retyped(statement.policy, value, String(value.state === "known" && value.value)),
            ),
          ),
          "update",
        ),
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
          "Condition": { "NumericLessThan": { "s3:max-keys": ["10", 20] } }
    //                                                              ^^
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
          "Condition": { "NumericLessThan": { "s3:max-keys": ["10", "20"] } }
        }
      ]
    }
  `,
});
