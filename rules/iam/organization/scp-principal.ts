import { addCondition, removeElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { all, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { asCondition, identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-scp-principal",
  title: "Service control policy names a principal",
  severity: "medium",
  ...analyzer("SCP_SYNTAX_ERROR_PRINCIPAL"),
  why: "AWS Organizations refuses the policy: it holds for everybody in the account.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, principals, notPrincipals } = statement;
    if (policy.kind !== "scp") return;
    for (const [name, found] of [
      ["Principal", principals],
      ["NotPrincipal", notPrincipals],
    ] as const)
      if (found)
        yield {
          at: found.key,
          message: `AWS refuses this policy: a service control policy takes no \`${name}\``,
          fixes: () => {
            const without = removeElement(statement, name);
            if (name === "Principal" && isEverybody(statement)) return fix("Remove `Principal`", without, "update");
            // without it the statement would be about everybody in the account
            const condition = asCondition(statement);
            return condition
              ? fix("Say by a condition who is meant", all(without, addCondition(statement, condition)))
              : [];
          },
        };
  },

  insecure: hcl`
    resource "aws_organizations_policy" "limits" {
      name = "limits"
      type = "SERVICE_CONTROL_POLICY"
      content = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Deny"
          Principal = "*"
    #     ^^^^^^^^^
          Action    = "iam:CreateUser"
          Resource  = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_organizations_policy" "limits" {
      name = "limits"
      type = "SERVICE_CONTROL_POLICY"
      content = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Deny"
          Action   = "iam:CreateUser"
          Resource = "*"
        }]
      })
    }
  `,
});

const isEverybody = (statement: Statement): boolean =>
  [...identifiersOf(statement)].every(({ text }) => text === "*") && statement.principals?.open !== true;
