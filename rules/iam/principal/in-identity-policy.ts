import { removeElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-principal-in-identity-policy",
  title: "Policy of an identity names a principal",
  severity: "medium",
  ...analyzer("UNSUPPORTED_PRINCIPAL"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, principals, notPrincipals } = statement;
    if (!/^(?:identity|boundary|session)$/.test(policy.kind)) return;
    // a dynamic block over what is not known may come to none
    for (const [name, found] of [
      ["Principal", principals],
      ["NotPrincipal", notPrincipals],
    ] as const)
      if (found && !(found.open && statement.form.kind === "block"))
        yield {
          at: found.key,
          message: `AWS refuses this policy: the policy of an identity takes no \`${name}\``,
          fixes: () => fix(`Remove \`${name}\``, removeElement(statement, name), "update"),
        };
  },

  insecure: hcl`
    resource "aws_iam_policy" "reports" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = "*"
    #     ^^^^^^^^^
          Action    = "s3:GetObject"
          Resource  = "arn:aws:s3:::acme-reports/*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "reports" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::acme-reports/*"
        }]
      })
    }
  `,
});
