import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, isOpen, resourceArns } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-account-malformed",
  title: "ARN names an account that does not exist",
  severity: "medium",
  ...analyzer("INVALID_ARN_ACCOUNT"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const { account } = arn;
      if (account === "" || isOpen(account) || /^(?:\d{12}|aws|aws-managed|cloudfront|amazon)$/.test(account)) continue;
      const digits = account.replaceAll(/\D/g, "");
      yield {
        at: item.value.at,
        message: `\`${account}\` is no account: the number of an account has 12 digits`,
        fixes: () =>
          digits.length === 12
            ? fix(`Write \`${digits}\``, rewritten(item, arnText({ ...arn, account: digits })), "update")
            : [],
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
          "Resource": "arn:aws:sqs:eu-west-1:1234-5678-9012:orders"
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
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:123456789012:orders"
        }
      ]
    }
  `,
});
