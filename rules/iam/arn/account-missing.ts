import type { Statement } from "../../../language/policy/policy.ts";
import { concat } from "../../../language/write/source.ts";
import { all, fix } from "../../kit/grants.ts";
import { ownAccount } from "../../kit/offered.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isOpen, resourceArns, templatesFor } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-account-missing",
  title: "ARN lacks its account",
  severity: "medium",
  ...analyzer("MISSING_ARN_ACCOUNT"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, module): Iterable<Problem> {
    const { actions: data } = module;
    for (const { item, arn } of resourceArns(statement)) {
      const templates = data ? templatesFor(data, arn) : [];
      if (arn.account !== "" || templates.length === 0 || templates.some(({ account }) => account === "")) continue;
      // what AWS itself keeps for everybody has no account
      if (
        isOpen(arn.resource.charAt(0)) ||
        /(?:^|\/)aws/i.test(arn.resource) ||
        /^amazon/i.test(arn.resource.split("/")[1] ?? "")
      )
        continue;
      yield {
        at: item.value.at,
        together: statement.policy.at,
        message: `ARN of \`${arn.service}\` lacks its account`,
        fixes: () => {
          const { words, edits } = ownAccount(module, statement);
          const named = concat(`arn:${arn.partition}:${arn.service}:${arn.region}:`, words, `:${arn.resource}`);
          return fix("Name this account", all(rewritten(item, named), edits));
        },
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
          "Resource": "arn:aws:sqs:eu-west-1::orders"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
