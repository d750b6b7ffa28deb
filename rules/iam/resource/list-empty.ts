import type { Statement } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { withoutEmpty } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-resource-list-empty",
  title: "List of resources is empty",
  severity: "low",
  profile: "all",
  ...analyzer("EMPTY_ARRAY_RESOURCE"),
  why: "The statement does nothing, which its author can hardly have meant.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const elements of [statement.resources, statement.notResources])
      if (elements && elements.values.length === 0 && !elements.open)
        yield {
          at: elements.at,
          tag: "unnecessary",
          // all but nothing is everything
          fixes: () => (elements === statement.notResources ? [] : withoutEmpty(statement, elements.at)),
        };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        },
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": []
    //                ^^
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
