import { allows } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { removed } from "../shapes/validation/elements.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";
import { untagged } from "../shapes/validation/untagged.ts";

export default rule({
  id: "aws-iam-tag-condition-without-effect",
  title: "Condition on a tag keeps an action from ever being allowed",
  severity: "low",
  profile: "all",
  ...analyzer("ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"),
  why: "The action works on no resource, so no tag is there to compare and the statement never allows it.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    if (!data || !allows(test.statement)) return;
    for (const item of untagged(test, data))
      yield {
        at: item.value.at,
        message: `\`${item.text}\` is never allowed here: it works on no resource that has tags`,
        fixes: () => fix("Remove the action", removed(item), "update"),
      };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["ec2:StartInstances", "ec2:DescribeInstances"],
    //                                     ^^^^^^^^^^^^^^^^^^^^^^^
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "test" } }
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
          "Action": ["ec2:StartInstances"],
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "test" } }
        }
      ]
    }
  `,
});
