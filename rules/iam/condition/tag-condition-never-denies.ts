import { denies } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { removed } from "../shapes/validation/elements.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";
import { untagged } from "../shapes/validation/untagged.ts";

export default rule({
  id: "aws-iam-tag-condition-never-denies",
  title: "Condition on a tag keeps an action from ever being denied",
  severity: "high",
  ...analyzer("DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"),
  why: "The action works on no resource, so no tag is there to compare and everybody may go on using it.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    if (!data || !denies(test.statement)) return;
    for (const item of untagged(test, data))
      yield {
        at: item.value.at,
        message: `\`${item.text}\` is never denied here: it works on no resource that has tags`,
        fixes: () => fix("Remove the action", removed(item), "update"),
      };
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
