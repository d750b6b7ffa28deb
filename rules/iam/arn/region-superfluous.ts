import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, isOpen, resourceArns, templatesFor } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-region-superfluous",
  title: "ARN names a region that such resources do not have",
  severity: "medium",
  ...analyzer("ARN_REGION_NOT_ALLOWED"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const templates = data ? templatesFor(data, arn) : [];
      if (arn.region === "" || isOpen(arn.region) || templates.length === 0) continue;
      if (templates.every(({ region }) => region === ""))
        yield {
          at: item.value.at,
          message: `ARN of \`${arn.service}\` names a region, which such resources do not have`,
          fixes: () => fix("Remove the region", rewritten(item, arnText({ ...arn, region: "" })), "update"),
        };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "iam:GetRole",
          "Resource": "arn:aws:iam:eu-west-1:123456789012:role/app"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "iam:GetRole",
          "Resource": "arn:aws:iam::123456789012:role/app"
        }
      ]
    }
  `,
});
