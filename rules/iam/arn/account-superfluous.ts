import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, isOpen, resourceArns, templatesFor } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-account-superfluous",
  title: "ARN names an account that such resources do not have",
  severity: "medium",
  ...analyzer("ARN_ACCOUNT_NOT_ALLOWED"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const templates = data ? templatesFor(data, arn) : [];
      if (arn.account === "" || isOpen(arn.account) || templates.length === 0) continue;
      if (templates.every(({ account }) => account === ""))
        yield {
          at: item.value.at,
          message: `ARN of \`${arn.service}\` names an account, which such resources do not have`,
          fixes: () => fix("Remove the account", rewritten(item, arnText({ ...arn, account: "" })), "update"),
        };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3::123456789012:acme-logs/*"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
