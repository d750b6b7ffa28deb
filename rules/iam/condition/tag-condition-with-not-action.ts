import { renameElement, setElement } from "../../../language/policy/edits.ts";
import { denies } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { all, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-tag-condition-with-not-action",
  title: "Condition on a tag is asked of all actions but some",
  severity: "medium",
  ...analyzer(
    "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  ),
  why: "Most actions know no tags: they are never allowed here, or never denied.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, key, condition }: ConditionTest): Iterable<Problem> {
    if (!statement.notActions || operator.type === undefined || operator.ifExists || isNegated(operator)) return;
    if (!/^aws:(?:ResourceTag|RequestTag)\//i.test(key)) return;
    const word = denies(statement) ? "denied" : "allowed";
    yield {
      at: condition.key.at,
      message: `Actions that know no tags are never ${word} here`,
      fixes: () =>
        fix(
          "Name the actions",
          all(
            renameElement(statement, "NotAction", "Action"),
            setElement(statement, "NotAction", [stop("ec2:StartInstances")]),
          ),
        ),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "NotAction": "iam:*",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "live" } }
    //                                     ^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": ["ec2:StartInstances"],
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "live" } }
        }
      ]
    }
  `,
});
