import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests, withKey } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-key-retired",
  title: "Condition tests aws:ARN, which no request has any more",
  severity: "medium",
  ...analyzer("UNSUPPORTED_GLOBAL_CONDITION_KEY", "DEPRECATED_GLOBAL_CONDITION_KEY"),
  why: "Requests no longer have this key, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    if (test.key.toLowerCase() !== "aws:arn") return;
    yield {
      at: test.condition.key.at,
      tag: "deprecated",
      fixes: () => [
        ...fix("Write `aws:PrincipalArn`", withKey(test, "aws:PrincipalArn")),
        ...fix("Write `aws:SourceArn`", withKey(test, "aws:SourceArn")),
      ],
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
          "Condition": { "ArnLike": { "aws:ARN": "arn:aws:iam::123456789012:role/ops" } }
    //                                ^^^^^^^^^
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
          "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops" } }
        }
      ]
    }
  `,
});
