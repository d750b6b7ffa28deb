import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests, withTest } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-any-value",
  title: "Condition takes any value of its key",
  severity: "low",
  profile: "all",
  ...analyzer("EQUIVALENT_TO_NULL_FALSE"),
  why: "A key that is there with an empty value passes too, and the reader has to know that a star asks only whether it is there.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { condition, operator, key, texts } = test;
    if (!/^(?:StringLike|ArnLike)$/.test(operator.base) || operator.qualifier || operator.ifExists) return;
    if (texts.length === 0 || condition.values.open || !texts.every((text) => text === "*")) return;
    yield {
      at: condition.at,
      fixes: () => fix(`Ask whether \`${key}\` is there`, withTest(test, "Null", ["false"]), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "ec2:StopInstances",
          "Resource": "*",
          "Condition": {
            "StringEquals": { "aws:ResourceAccount": "123456789012" },
            "StringLike": { "aws:ResourceTag/stage": "*" }
    //                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "ec2:StopInstances",
          "Resource": "*",
          "Condition": {
            "StringEquals": { "aws:ResourceAccount": "123456789012" },
            "Null": { "aws:ResourceTag/stage": "false" }
          }
        }
      ]
    }
  `,
});
