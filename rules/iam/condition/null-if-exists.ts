import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-null-if-exists",
  title: "Null is asked only if the key exists",
  severity: "medium",
  ...analyzer("NULL_WITH_IF_EXISTS"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { operator, condition } = test;
    if (operator.base !== "Null" || !operator.ifExists) return;
    const to = spelled(operator.qualifier, "Null", false);
    yield {
      at: condition.operator.at,
      message: "AWS refuses this policy: `Null` takes no `IfExists`",
      fixes: () => fix(`Write \`${to}\``, withOperator(test, to), "update"),
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
          "Condition": { "NullIfExists": { "aws:TokenIssueTime": "true" } }
    //                   ^^^^^^^^^^^^^^
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
          "Condition": { "Null": { "aws:TokenIssueTime": "true" } }
        }
      ]
    }
  `,
});
