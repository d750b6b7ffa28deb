import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-timestreamwrite-database-without-own-key",
  title: "Timestream database is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_160"] },
  references: ["https://docs.aws.amazon.com/timestream/latest/developerguide/EncryptionAtRest.html"],

  on: resources("aws_timestreamwrite_database"),
  check: ownKey("kms_key_id", { description: "Time series" }),

  insecure: hcl`
    resource "aws_timestreamwrite_database" "meters" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      database_name = "meters"
    }
  `,
  secure: hcl`
    resource "aws_timestreamwrite_database" "meters" {
      database_name = "meters"
      kms_key_id    = aws_kms_key.meters.arn
    }

    resource "aws_kms_key" "meters" {
      description         = "Time series"
      enable_key_rotation = true
    }
  `,
});
