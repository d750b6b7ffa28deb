import { replaceValue } from "../../../language/policy/edits.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isRegion, regions } from "../shapes/validation/services.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-requested-region-unknown",
  title: "Condition names a region that does not exist",
  severity: "medium",
  ...analyzer("INVALID_REGION"),
  why: "No request goes there, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, key, texts }: ConditionTest): Iterable<Problem> {
    if (key.toLowerCase() !== "aws:requestedregion" || operator.type !== "String") return;
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index];
      if (text === undefined || /[*?$]/.test(text) || isRegion(text)) continue;
      const nearest = surelyMeant(text.toLowerCase(), regions);
      yield {
        at: value.at,
        message: `There is no region \`${text}\``,
        fixes: () =>
          nearest === undefined
            ? []
            : fix(`Write \`${nearest}\``, replaceValue(statement, condition.values, value, [nearest])),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "ec2:*",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-wst-1" } }
    //                                                            ^^^^^^^^^^
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
          "Action": "ec2:*",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
        }
      ]
    }
  `,
});
