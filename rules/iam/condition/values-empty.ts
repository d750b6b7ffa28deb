import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-values-empty",
  title: "Condition compares with nothing",
  severity: "low",
  profile: "all",
  ...analyzer(
    "EMPTY_ARRAY_CONDITION",
    "EMPTY_ARRAY_CONDITION_FORALLVALUES",
    "EMPTY_ARRAY_CONDITION_FORANYVALUE",
    "EMPTY_ARRAY_CONDITION_IFEXISTS",
  ),
  why: "It never holds, or always does, whatever the key is.",
  file: "policy.json",
  noFix: "What it is to be compared with is for the author to say: without the condition everybody would meet it.",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { condition, operator } = test;
    if (condition.values.values.length > 0 || condition.values.open) return;
    const passes = operator.qualifier === "ForAllValues" || operator.ifExists;
    yield {
      at: condition.values.at,
      message: passes ? "Condition holds only where the key is missing" : "Condition never holds",
      tag: "unnecessary",
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
          "Condition": {
            "StringEquals": { "aws:ResourceAccount": "123456789012" },
            "StringLike": { "s3:prefix": [] }
    //                                   ^^
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
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {
            "StringEquals": { "aws:ResourceAccount": "123456789012" }
          }
        }
      ]
    }
  `,
});
