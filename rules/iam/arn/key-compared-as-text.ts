import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated, spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-arn-key-compared-as-text",
  title: "ARN is compared as text",
  severity: "medium",
  profile: "all",
  ...analyzer("STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS"),
  why: "A star in text runs over the colons of an ARN, so that it takes in other accounts and services than meant.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    const { operator, key, condition, texts } = test;
    if (!/^String(?:Not)?Like$/.test(operator.base) || data?.conditionKey(key)?.type !== "ARN") return;
    if (!texts.some((text) => text !== undefined && text !== "*" && /[*?]/.test(text))) return;
    const to = spelled(operator.qualifier, isNegated(operator) ? "ArnNotLike" : "ArnLike", operator.ifExists);
    yield { at: condition.operator.at, fixes: () => fix(`Write \`${to}\``, withOperator(test, to), "update") };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "s3:*",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "StringNotLike": { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops-*" } }
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
          "Effect": "Deny",
          "Action": "s3:*",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops-*" } }
        }
      ]
    }
  `,
});
