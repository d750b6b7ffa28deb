import { companion, resources } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codecommit-without-approval",
  title: "Pull requests can be merged without anyone's approval",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One person, or one stolen account, brings code into production.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_37"] },
  references: ["https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html"],

  on: resources("aws_codecommit_repository"),
  check: companion("aws_codecommit_approval_rule_template_association", {
    via: "repository_name",
    attribute: "repository_name",
    impact: "disruption",
    title: "Ask for approvals",
    body: () => ({ approval_rule_template_name: stop("name-of-the-template") }),
  }),

  insecure: hcl`
    resource "aws_codecommit_repository" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      repository_name = "app"
    }
  `,
  secure: hcl`
    resource "aws_codecommit_repository" "app" {
      repository_name = "app"
    }

    resource "aws_codecommit_approval_rule_template_association" "app" {
      repository_name             = aws_codecommit_repository.app.repository_name
      approval_rule_template_name = "name-of-the-template"
    }
  `,
});
