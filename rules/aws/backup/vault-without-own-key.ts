import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-backup-vault-without-own-key",
  title: "Backup vault is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_166"] },
  references: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html"],

  on: resources("aws_backup_vault"),
  check: ownKey("kms_key_arn", { description: "Backups", impact: "replacement" }),

  insecure: hcl`
    resource "aws_backup_vault" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "main"
    }
  `,
  secure: hcl`
    resource "aws_backup_vault" "main" {
      kms_key_arn = aws_kms_key.main.arn
      name        = "main"
    }

    resource "aws_kms_key" "main" {
      description         = "Backups"
      enable_key_rotation = true
    }
  `,
});
