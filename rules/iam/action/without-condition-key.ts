import { allows, denies } from "../../../language/policy/policy.ts";
import type { Action, ActionData, ConditionKey } from "../../../language/schema/actions.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { demand } from "../shapes/encryption-header.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, removed } from "../shapes/validation/elements.ts";
import { holdsWithout } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

/** Services of which the reference lists every key of every action: AWS's own policies show none besides. */
const exact: ReadonlySet<string> = new Set([
  "cloudwatch",
  "dynamodb",
  "ecs",
  "events",
  "iam",
  "kms",
  "organizations",
  "s3",
  "secretsmanager",
  "sns",
]);

function knows({ service, conditionKeys, resources }: Action, { name }: ConditionKey, data: ActionData): boolean {
  const known = [
    ...conditionKeys,
    ...resources.flatMap((resource) => [
      ...resource.conditionKeys,
      ...(data.resourceType(service, resource.type)?.conditionKeys ?? []),
    ]),
  ];
  return known.some((other) => other.toLowerCase() === name.toLowerCase());
}

export default rule({
  id: "aws-iam-action-without-condition-key",
  title: "Condition tests a key that the action does not know",
  severity: "medium",
  profileDependsOn: "whether the statement has actions that know the key, and whether the condition holds without it",
  ...analyzer("UNSUPPORTED_ACTION_FOR_CONDITION_KEY"),
  why: "No request for the action carries the key, so the condition never holds for it, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, condition, operator, key }: ConditionTest, { actions: data }): Iterable<Problem> {
    const service = key.slice(0, Math.max(0, key.indexOf(":"))).toLowerCase();
    const known = exact.has(service) ? data?.conditionKey(key) : undefined;
    if (!data || !known || operator.base === "Null" || operator.ifExists) return;
    // that reading is never allowed so is told by itself
    if (allows(statement) && demand(statement) === condition) return;
    const isNeverMet = !holdsWithout(operator);
    const found = actionsIn(statement).filter(({ name, text }) => {
      const action = data.action(text);
      return name === "Action" && action !== undefined && !knows(action, known, data);
    });
    const isWhole = found.length === statement.actions?.values.length;
    const effect = isNeverMet
      ? `this ${denies(statement) ? "denies" : "allows"} nothing`
      : "the condition asks nothing";
    for (const item of found)
      yield {
        at: item.value.at,
        message: `\`${item.text}\` does not know \`${key}\`: ${effect}`,
        ...(!(isNeverMet && isWhole) && { profile: "all" }),
        // without its actions the statement would be no less for nothing
        fixes: () => (isWhole ? [] : fix("Remove the action", removed(item), "update")),
      };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["iam:PassRole", "iam:GetRole"],
    //                               ^^^^^^^^^^^^^
          "Resource": "arn:aws:iam::123456789012:role/app",
          "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
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
          "Action": ["iam:PassRole"],
          "Resource": "arn:aws:iam::123456789012:role/app",
          "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
        }
      ]
    }
  `,
});
