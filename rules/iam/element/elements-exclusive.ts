import { removeElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-elements-exclusive",
  title: "Statement has an element and its opposite",
  severity: "medium",
  ...analyzer("UNSUPPORTED_ELEMENT_COMBINATION"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const pairs = [
      ["Action", statement.actions, "NotAction", statement.notActions],
      ["Resource", statement.resources, "NotResource", statement.notResources],
      ["Principal", statement.principals, "NotPrincipal", statement.notPrincipals],
    ] as const;
    // A document leaves out what comes to null, so that an element that cannot be seen may not be there.
    for (const [name, positive, opposite, negative] of pairs)
      if (positive?.open === false && negative?.open === false)
        yield {
          at: negative.key,
          message: `AWS refuses this policy: \`${name}\` and \`${opposite}\` exclude each other`,
          fixes: () => [
            ...fix(`Remove \`${opposite}\``, removeElement(statement, opposite)),
            ...fix(`Remove \`${name}\``, removeElement(statement, name)),
          ],
        };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "NotAction": "s3:PutObject",
    //    ^^^^^^^^^^^
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
