import type { Statement } from "../../../language/policy/policy.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, isOpen, resourceArns } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";
import { isRegion, regions } from "../shapes/validation/services.ts";

export default rule({
  id: "aws-iam-arn-region-malformed",
  title: "ARN names a region that does not exist",
  severity: "medium",
  ...analyzer("INVALID_ARN_REGION"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const { region } = arn;
      if (region === "" || isOpen(region) || isRegion(region) || /^(?:aws-global|global)$/.test(region)) continue;
      const nearest = surelyMeant(region.toLowerCase(), regions);
      yield {
        at: item.value.at,
        message: `There is no region \`${region}\``,
        fixes: () =>
          nearest === undefined
            ? []
            : fix(`Write \`${nearest}\``, rewritten(item, arnText({ ...arn, region: nearest })), "update"),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-wst-1:123456789012:orders"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:123456789012:orders"
        }
      ]
    }
  `,
});
