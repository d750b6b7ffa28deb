import { replacePrincipal } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-federated-principal-misplaced",
  title: "Policy of a resource lets in an identity provider",
  severity: "medium",
  ...analyzer("FEDERATED_PRINCIPAL_NOT_SUPPORTED"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "resource") return;
    for (const { type, value, principal } of identifiersOf(statement))
      if (type === "Federated")
        yield {
          at: value.at,
          message: "AWS refuses this policy: only a role can be open to an identity provider",
          fixes: () =>
            fix(
              "Let a role in",
              replacePrincipal(statement, principal.at, "AWS", [stop("arn:aws:iam::123456789012:role/app")]),
            ),
        };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "cognito-identity.amazonaws.com" },
    //                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        },
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs"
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
          "Principal": { "AWS": "arn:aws:iam::123456789012:role/app" },
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        },
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs"
        }
      ]
    }
  `,
});
