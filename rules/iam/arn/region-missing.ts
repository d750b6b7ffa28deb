import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, resourceArns, templatesFor } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-region-missing",
  title: "ARN lacks its region",
  severity: "medium",
  ...analyzer("MISSING_ARN_REGION"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const templates = data ? templatesFor(data, arn) : [];
      // the users and groups of QuickSight are written without one, in AWS's own guide too
      if (arn.service === "quicksight") continue;
      if (arn.region !== "" || templates.length === 0 || templates.some(({ region }) => region === "")) continue;
      yield {
        at: item.value.at,
        message: `ARN of \`${arn.service}\` lacks its region`,
        fixes: () => fix("Take in every region", rewritten(item, arnText({ ...arn, region: "*" }))),
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
          "Resource": "arn:aws:sqs::123456789012:orders"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Resource": "arn:aws:sqs:*:123456789012:orders"
        }
      ]
    }
  `,
});
