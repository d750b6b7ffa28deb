import type { Action, ActionData, ConditionKey } from "../../../language/schema/actions.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, removed } from "../shapes/validation/elements.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

/** Services of which the reference lists every key of every action. */
const exact: ReadonlySet<string> = new Set(["iam", "kms"]);

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
  profile: "all",
  ...analyzer("UNSUPPORTED_ACTION_FOR_CONDITION_KEY"),
  why: "The condition never holds for this action, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, key }: ConditionTest, { actions: data }): Iterable<Problem> {
    const service = key.slice(0, Math.max(0, key.indexOf(":"))).toLowerCase();
    const found = exact.has(service) ? data?.conditionKey(key) : undefined;
    if (!data || !found || operator.base === "Null" || operator.ifExists) return;
    for (const item of actionsIn(statement)) {
      const action = data.action(item.text);
      if (item.name !== "Action" || !action || knows(action, found, data)) continue;
      yield {
        at: item.value.at,
        message: `\`${item.text}\` does not know \`${key}\``,
        fixes: () => fix("Remove the action", removed(item), "update"),
      };
    }
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
