import { atLeast, holds, items, resources } from "../../kit/checks.ts";
import { replace } from "../../kit/edits.ts";
import { jsonObjects } from "../../kit/json-attribute.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codecommit-one-approval",
  title: "Pull requests can be merged with fewer than two approvals",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One person, or one stolen account, brings code into production.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_257"] },
  references: ["https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html"],

  on: resources("aws_codecommit_approval_rule_template"),
  *check(template) {
    for (const content of jsonObjects(template, "content")) {
      const statements = content.entries.get("Statements")?.value;
      for (const statement of statements ? items(statements) : []) {
        const needed =
          statement.state === "mapping" ? statement.entries.get("NumberOfApprovalsNeeded")?.value : undefined;
        if (!needed || holds(needed, atLeast(2))) continue;
        yield {
          at: needed.at,
          fixes: () => [
            { title: "Ask for two", impact: "disruption", edits: [replace(template, needed.origin ?? needed.at, 2)] },
          ],
        };
      }
    }
  },

  insecure: hcl`
    resource "aws_codecommit_approval_rule_template" "main" {
      content = jsonencode({
        Version = "2018-11-08"
        Statements = [{
          Type                    = "Approvers"
          NumberOfApprovalsNeeded = 1
          #                         ^
        }]
      })
      name = "main"
    }
  `,
  secure: hcl`
    resource "aws_codecommit_approval_rule_template" "main" {
      content = jsonencode({
        Version = "2018-11-08"
        Statements = [{
          Type                    = "Approvers"
          NumberOfApprovalsNeeded = 2
        }]
      })
      name = "main"
    }
  `,
});
