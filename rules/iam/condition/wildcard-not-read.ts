import { allows } from "../../../language/policy/policy.ts";
import { replaceVariables } from "../../../language/schema/wildcards.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated, spelled, takesWildcards } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-wildcard-not-read",
  title: "Wildcard is compared as it is written",
  severity: "low",
  ...analyzer("WILDCARD_WITHOUT_LIKE_OPERATOR"),
  aliases: { accessAnalyzer: ["WILDCARD_WITHOUT_LIKE_OPERATOR"], checkov: ["CKV_AWS_358", "CKV_AWS_393"] },
  why: "A star is compared as a star, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { operator, condition, texts, key } = test;
    if (operator.type !== "String" || takesWildcards(operator) || /userid$/i.test(key)) return;
    const index = texts.findIndex(
      (text) => text !== undefined && /[*?]/.test(replaceVariables(text, () => "")) && !isMeant(key, text),
    );
    const value = condition.values.values[index];
    if (!value) return;
    const to = spelled(operator.qualifier, isNegated(operator) ? "StringNotLike" : "StringLike", operator.ifExists);
    yield {
      at: value.at,
      // Checkov's are about the subjects of GitHub's tokens
      aliases: [
        "WILDCARD_WITHOUT_LIKE_OPERATOR",
        ...(/^token\.actions\.githubusercontent\.com:sub$/i.test(key) ? ["CKV_AWS_358", "CKV_AWS_393"] : []),
      ],
      message: `\`${operator.text}\` compares the wildcard as it is written`,
      // what is denied by it from then on is news to somebody
      fixes: () =>
        fix(
          `Write \`${to}\``,
          withOperator(test, to),
          allows(test.statement) === isNegated(operator) ? "disruption" : "update",
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
          "Condition": { "StringEquals": { "s3:prefix": "2026/*" } }
    //                                                  ^^^^^^^^
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
          "Condition": { "StringLike": { "s3:prefix": "2026/*" } }
        }
      ]
    }
  `,
});

/** Whether requests carry such a star: the header `If-None-Match: *`, the name of a certificate for all hosts of a domain. */
const isMeant = (key: string, text: string): boolean =>
  (/^s3:if-none-match$/i.test(key) && text === "*") || (/^acm:DomainNames$/i.test(key) && /^\*\.[^*?]+$/.test(text));
