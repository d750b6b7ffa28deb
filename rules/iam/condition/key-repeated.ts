import { type Edits, removeCondition, replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { all, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, testsOf } from "../shapes/validation/tests.ts";

/** The values of both under the first key. */
function joined(first: ConditionTest, second: ConditionTest): Edits {
  const last = first.condition.values.values.at(-1);
  const texts = [first.texts.at(-1), ...second.texts.filter((text) => !first.texts.includes(text))];
  if (!last || texts.includes(undefined)) return undefined;
  return all(
    replaceValue(
      first.statement,
      first.condition.values,
      last,
      texts.flatMap((text) => text ?? []),
    ),
    removeCondition(second.statement, second.condition),
  );
}

export default rule({
  id: "aws-iam-condition-key-repeated",
  title: "Condition names a key twice in different cases",
  severity: "medium",
  ...analyzer("DUPLICATE_KEYS_WITH_DIFFERENT_CASE"),
  why: "AWS takes only one of the two, and nobody can say which.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const seen = new Map<string, ConditionTest>();
    for (const test of testsOf(statement)) {
      const { operator, key, condition } = test;
      const name = `${operator.text} ${key}`.toLowerCase();
      const first = seen.get(name);
      if (!first) seen.set(name, test);
      else if (first.key !== key)
        yield {
          at: condition.key.at,
          message: `\`${first.key}\` and \`${key}\` are the same condition key`,
          fixes: () => fix(`Move its values to \`${first.key}\``, joined(first, test)),
        };
    }
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
            "StringEquals": { "aws:ResourceAccount": "123456789012", "aws:resourceaccount": "210987654321" }
    //                                                               ^^^^^^^^^^^^^^^^^^^^^
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
            "StringEquals": { "aws:ResourceAccount": [
              "123456789012",
              "210987654321"
            ] }
          }
        }
      ]
    }
  `,
});
