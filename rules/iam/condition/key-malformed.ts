import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn } from "../shapes/validation/elements.ts";
import { type ConditionTest, tests, withKey } from "../shapes/validation/tests.ts";

/** The services that a statement's actions are of. */
const servicesOf = (statement: Statement): readonly string[] => [
  ...new Set([...actionsIn(statement)].map(({ text }) => text.slice(0, Math.max(0, text.indexOf(":"))))),
];

export default rule({
  id: "aws-iam-condition-key-malformed",
  title: "Condition key names no service",
  severity: "medium",
  ...analyzer("INVALID_CONDITION_KEY_FORMAT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    const { key, condition } = test;
    if (/^[^:]+:.+$/.test(key)) return;
    const meant = [`aws:${key}`, ...servicesOf(test.statement).map((service) => `${service}:${key}`)];
    const known = meant.find((name) => data?.conditionKey(name));
    yield {
      at: condition.key.at,
      message: `AWS refuses this policy: condition key \`${key}\` names no service`,
      fixes: () => (known === undefined ? [] : fix(`Write \`${known}\``, withKey(test, known), "update")),
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
          "Condition": { "StringEquals": { "prefix": "2026/" } }
    //                                     ^^^^^^^^
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
          "Condition": { "StringEquals": { "s3:prefix": "2026/" } }
        }
      ]
    }
  `,
});
