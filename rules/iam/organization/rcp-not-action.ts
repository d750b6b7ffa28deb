import { renameElement, setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { all, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-rcp-not-action",
  title: "Resource control policy is about all actions but some",
  severity: "medium",
  ...analyzer("RCP_SYNTAX_ERROR_NOTACTION"),
  why: "AWS Organizations refuses the policy.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, notActions } = statement;
    if (policy.kind !== "rcp" || !notActions) return;
    yield {
      at: notActions.key,
      message: "AWS refuses this policy: a resource control policy takes no `NotAction`",
      fixes: () =>
        fix(
          "Name the actions",
          all(renameElement(statement, "NotAction", "Action"), setElement(statement, "NotAction", [stop("s3:*")])),
        ),
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
          Principal = "*"
          NotAction = ["s3:GetObject"]
    #     ^^^^^^^^^
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
          Action    = ["s3:*"]
          Resource  = "*"
        }]
      })
    }
  `,
});
