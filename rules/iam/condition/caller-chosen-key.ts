import { allows, textOf } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { isSharedSecret } from "../shapes/conditions.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-caller-chosen-key",
  title: "Anyone can meet the condition",
  severity: "high",
  ...analyzer("UNTRUSTWORTHY_CONDITION_KEY"),
  why: "Whoever wants in writes the value that is asked for into the request.",
  noFix: "Who may come in, and how that can be proved, is for the author to say.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, key }: ConditionTest): Iterable<Problem> {
    if (!/^aws:(?:Referer|UserAgent)$/i.test(key) || !allows(statement) || isNegated(operator)) return;
    if (isSharedSecret(key, condition.values.values)) return;
    // a service sends what AWS makes it send: SES its account
    const { principals } = statement;
    if (principals && principals.values.length > 0 && principals.values.every(({ type }) => textOf(type) === "Service"))
      return;
    yield { at: condition.key.at, message: `Anyone can meet the condition: callers choose \`${key}\` themselves` };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": "*",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-site/*",
          "Condition": { "StringLike": { "aws:Referer": "https://example.com/*" } }
    //                                   ^^^^^^^^^^^^^
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
          "Principal": "*",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-site/*",
          "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
        }
      ]
    }
  `,
});
