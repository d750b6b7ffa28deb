import type { Action } from "../../language/policy/actions.ts";
import { denies } from "../../language/policy/policy.ts";
import { json, type Problem, rule } from "../kit/rule.ts";
import { cure } from "./grants.ts";
import { analyzer } from "./validation/analyzer.ts";
import { actionsIn, removed } from "./validation/elements.ts";
import { isNegated } from "./validation/operators.ts";
import { type Test, tests } from "./validation/tests.ts";

/** Lists and reads what stands in no resource; what is made by an action can be tagged by it. */
const isUntagged = ({ level, resources, conditionKeys }: Action): boolean =>
  /^(?:List|Read)$/.test(level) &&
  resources.length === 0 &&
  !conditionKeys.some((name) => /^aws:ResourceTag\//i.test(name));

export default rule({
  id: "aws-iam-tag-condition-never-denies",
  title: "Condition on a tag keeps an action from ever being denied",
  severity: "high",
  ...analyzer("DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"),
  why: "The action works on no resource, so no tag is there to compare and everybody may go on using it.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, key }: Test, { actions: data }): Iterable<Problem> {
    if (!data || !denies(statement) || operator.type === undefined || operator.ifExists || isNegated(operator)) return;
    if (!/^aws:ResourceTag\//i.test(key)) return;
    for (const item of actionsIn(statement)) {
      const action = data.action(item.text);
      if (item.name !== "Action" || !action || !isUntagged(action)) continue;
      yield {
        at: item.value.at,
        message: `\`${item.text}\` works on no resource that could have a tag, so it is never denied here`,
        fixes: () => cure("Remove the action", removed(item), "update"),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": ["ec2:StopInstances", "ec2:DescribeInstances"],
    //                                    ^^^^^^^^^^^^^^^^^^^^^^^
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "live" } }
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
          "Action": ["ec2:StopInstances"],
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "live" } }
        }
      ]
    }
  `,
});
