import { removeStatement } from "../../../language/policy/edits.ts";
import { policies } from "../../../language/policy/policies.ts";
import type { Policy, Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf, likenessOf, meaningOf } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-statement-redundant",
  title: "Another statement says the same",
  severity: "low",
  profile: "all",
  ...analyzer("REDUNDANT_STATEMENT"),
  why: "Who changes the one and overlooks the other has changed nothing.",
  file: "policy.json",

  on: policies,
  *check({ statements }: Policy): Iterable<Problem> {
    const alike = new Map<string, Statement | Set<string | undefined>>();
    for (const statement of statements) {
      const likeness = likenessOf(statement);
      const others = alike.get(likeness);
      if (!others) {
        alike.set(likeness, statement);
        continue;
      }
      // what a statement means is asked for only where another one is like it
      const meanings = others instanceof Set ? others : new Set([meaningOf(others)]);
      alike.set(likeness, meanings);
      const meaning = meaningOf(statement);
      if (meaning !== undefined && meanings.has(meaning))
        yield {
          at: headOf(statement),
          tag: "unnecessary",
          fixes: () => fix("Remove the statement", removeStatement(statement), "update"),
        };
      meanings.add(meaning);
    }
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
    //    ^^^^^^^^^^^^^^^^^
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
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
