import { addCondition, setElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { all, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf } from "../shapes/validation/objects.ts";
import { asCondition } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-rcp-principal",
  title: "Resource control policy is not about everybody",
  severity: "medium",
  ...analyzer("RCP_SYNTAX_ERROR_PRINCIPAL"),
  why: "AWS Organizations refuses the policy: who is meant is for its conditions to say.",
  subsumes: ["aws-iam-principal-malformed"],

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, principals, notPrincipals, open, form } = statement;
    if (policy.kind !== "rcp" || open || principals?.open) return;
    const bare = principals?.values.every(
      ({ type, identifiers }) => textOf(type) === "*" || identifiers.values.every((value) => textOf(value) === "*"),
    );
    if (bare && !notPrincipals) return;
    const found = notPrincipals ?? principals;
    yield {
      at: found?.at ?? headOf(statement),
      message: "AWS refuses this policy: a resource control policy has `*` for its principal",
      fixes: () => {
        const condition = asCondition(statement);
        if (form.kind === "block" || notPrincipals || !condition) return [];
        return fix(
          "Say by a condition who is meant",
          all(setElement(statement, "Principal", "*"), addCondition(statement, condition)),
        );
      },
    };
  },

  insecure: hcl`
    resource "aws_organizations_policy" "limits" {
      name = "limits"
      type = "RESOURCE_CONTROL_POLICY"
      content = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Deny"
          Principal = "arn:aws:iam::123456789012:root"
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Action    = "s3:*"
          Resource  = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_organizations_policy" "limits" {
      name = "limits"
      type = "RESOURCE_CONTROL_POLICY"
      content = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = "*"
          Condition = {
            StringEquals = {
              "aws:PrincipalAccount" = "123456789012"
            }
          }
        }]
      })
    }
  `,
});
