import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dms-instance-without-own-key",
  title: "DMS replication instance is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_212"] },
  references: ["https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html"],

  on: resources("aws_dms_replication_instance"),
  check: ownKey("kms_key_arn", { description: "Database migration", impact: "replacement" }),

  insecure: hcl`
    resource "aws_dms_replication_instance" "move" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      replication_instance_class = "dms.t3.small"
      replication_instance_id    = "move"
    }
  `,
  secure: hcl`
    resource "aws_dms_replication_instance" "move" {
      kms_key_arn                = aws_kms_key.move.arn
      replication_instance_class = "dms.t3.small"
      replication_instance_id    = "move"
    }

    resource "aws_kms_key" "move" {
      description         = "Database migration"
      enable_key_rotation = true
    }
  `,
});
