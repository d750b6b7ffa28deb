import { allows } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated, spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withTest } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-prefix-excluded",
  title: "Condition that excludes a prefix lets the whole bucket be listed",
  severity: "high",
  ...analyzer("S3_PREFIX_IN_NEGATIVE_CONTEXT"),
  why: "A caller who gives no prefix, or a shorter one, lists what is meant to stay hidden.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { operator, key, condition, statement } = test;
    if (key.toLowerCase() !== "s3:prefix" || !allows(statement) || operator.type !== "String" || !isNegated(operator))
      return;
    const to = spelled(operator.qualifier, operator.base.replace("Not", ""), false);
    yield {
      at: condition.operator.at,
      message: "Whoever gives no prefix lists the whole bucket",
      fixes: () => fix("Name what may be listed", withTest(test, to, [stop("public/*")])),
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
          "Condition": { "StringNotLike": { "s3:prefix": "secret/*" } }
    //                   ^^^^^^^^^^^^^^^
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
          "Condition": { "StringLike": { "s3:prefix": "public/*" } }
        }
      ]
    }
  `,
});
