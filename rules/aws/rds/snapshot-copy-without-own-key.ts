import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-snapshot-copy-without-own-key",
  title: "Copy of a database snapshot is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_266"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html"],

  on: resources("aws_db_snapshot_copy"),
  check: ownKey("kms_key_id", { description: "Snapshots", impact: "replacement" }),

  insecure: hcl`
    resource "aws_db_snapshot_copy" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      source_db_snapshot_identifier = "arn:aws:rds:eu-west-1:123456789012:snapshot:orders"
      target_db_snapshot_identifier = "orders-copy"
    }
  `,
  secure: hcl`
    resource "aws_db_snapshot_copy" "orders" {
      kms_key_id                    = aws_kms_key.orders.arn
      source_db_snapshot_identifier = "arn:aws:rds:eu-west-1:123456789012:snapshot:orders"
      target_db_snapshot_identifier = "orders-copy"
    }

    resource "aws_kms_key" "orders" {
      description         = "Snapshots"
      enable_key_rotation = true
    }
  `,
});
