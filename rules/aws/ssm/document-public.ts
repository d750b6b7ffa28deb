import { items, plain, resources } from "../../kit/checks.ts";
import { remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ssm-document-public",
  title: "Document is public: anyone with an AWS account can read it",
  severity: "high",
  responsibility: "customer",
  why: "Anyone with an AWS account reads how your machines are run, and what stands in it.",
  controls: { "security-hub": ["SSM.4"] },
  aliases: { checkov: ["CKV_AWS_303"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html",
  ],

  on: resources("aws_ssm_document"),
  *check(document) {
    const accounts = document.get("permissions.account_ids");
    const all = [accounts, ...items(accounts)].find((value) => String(plain(value)).toLowerCase() === "all");
    if (!all) return;
    yield {
      at: all.at,
      fixes: () => [{ title: "Share it with nobody", impact: "disruption", edits: remove(document, "permissions") }],
    };
  },

  insecure: hcl`
    resource "aws_ssm_document" "run" {
      content       = jsonencode({ schemaVersion = "2.2", description = "Run", mainSteps = [] })
      document_type = "Command"
      name          = "run"
      permissions = {
        account_ids = "All"
        #             ^^^^^
        type        = "Share"
      }
    }
  `,
  secure: hcl`
    resource "aws_ssm_document" "run" {
      content       = jsonencode({ schemaVersion = "2.2", description = "Run", mainSteps = [] })
      document_type = "Command"
      name          = "run"
    }
  `,
});
