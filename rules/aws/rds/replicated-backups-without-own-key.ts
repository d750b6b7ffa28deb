import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-replicated-backups-without-own-key",
  title: "Replicated database backups are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_245"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html"],

  on: resources("aws_db_instance_automated_backups_replication"),
  check: ownKey("kms_key_id", { description: "Backups", impact: "replacement" }),

  insecure: hcl`
    resource "aws_db_instance_automated_backups_replication" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      source_db_instance_arn = "arn:aws:rds:eu-west-1:123456789012:db:orders"
    }
  `,
  secure: hcl`
    resource "aws_db_instance_automated_backups_replication" "orders" {
      kms_key_id             = aws_kms_key.orders.arn
      source_db_instance_arn = "arn:aws:rds:eu-west-1:123456789012:db:orders"
    }

    resource "aws_kms_key" "orders" {
      description         = "Backups"
      enable_key_rotation = true
    }
  `,
});
