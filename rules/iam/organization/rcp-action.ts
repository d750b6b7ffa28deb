import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, rewritten } from "../shapes/validation/elements.ts";

/** The services that resource control policies began with. */
const controlled: readonly string[] = ["s3", "sqs", "kms", "secretsmanager", "sts"];

export default rule({
  id: "aws-iam-rcp-action",
  title: "Resource control policy is about actions of every service",
  severity: "medium",
  ...analyzer("RCP_SYNTAX_ERROR_ACTION"),
  why: "AWS Organizations refuses the policy: it holds for a few services, each to be named.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "rcp") return;
    for (const item of actionsIn(statement))
      if (item.name === "Action" && !/^[\w-]+:.+$/.test(item.text))
        yield {
          at: item.value.at,
          message: "AWS refuses this policy: an action of a resource control policy begins with its service",
          fixes: () =>
            item.text === "*" || item.text === "*:*"
              ? fix("Name the services", rewritten(item, ...controlled.map((service) => `${service}:*`)))
              : [],
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
          Action    = "*"
    #                 ^^^
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
          Action    = ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"]
          Resource  = "*"
        }]
      })
    }
  `,
});
