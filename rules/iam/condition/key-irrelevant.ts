import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-key-irrelevant",
  title: "Condition is the same for every request to the resource",
  severity: "low",
  profile: "all",
  ...analyzer("IRRELEVANT_CONDITION_KEY_IN_POLICY"),
  why: "It is always its own, so the condition says nothing.",
  file: "policy.json",
  noFix:
    "It may guard against a bucket of that name which is somebody else's by then: whether it is to stay is for the author to say.",

  on: tests,
  *check({ statement, key, condition }: ConditionTest): Iterable<Problem> {
    if (!/^(?:resource|trust)$/.test(statement.policy.kind) || !/^aws:Resource(?:Account|OrgID|OrgPaths)$/i.test(key))
      return;
    yield {
      at: condition.key.at,
      message: `\`${key}\` is the same for every request to this resource`,
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::210987654321:role/app" },
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "StringEquals": { "aws:ResourceAccount": "123456789012" } }
    //                                     ^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "AWS": "arn:aws:iam::210987654321:role/app" },
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
