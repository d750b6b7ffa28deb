import { removeElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-trust-with-resource",
  title: "Trust policy names a resource",
  severity: "medium",
  ...analyzer("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, resources, notResources } = statement;
    if (policy.kind !== "trust") return;
    for (const [name, found] of [
      ["Resource", resources],
      ["NotResource", notResources],
    ] as const)
      if (found)
        yield {
          at: found.key,
          message: `AWS refuses this policy: a trust policy is about its role, and takes no \`${name}\``,
          fixes: () => fix(`Remove \`${name}\``, removeElement(statement, name), "update"),
        };
  },

  insecure: hcl`
    resource "aws_iam_role" "app" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { Service = "ec2.amazonaws.com" }
          Action    = "sts:AssumeRole"
          Resource  = "*"
    #     ^^^^^^^^
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_role" "app" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { Service = "ec2.amazonaws.com" }
          Action    = "sts:AssumeRole"
        }]
      })
    }
  `,
});
