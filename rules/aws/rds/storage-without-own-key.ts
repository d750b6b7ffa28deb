import { isTrue } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";

export default rule({
  id: "aws-rds-storage-without-own-key",
  title: "Database is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write: it can be shared with another account, so that encrypted snapshots can go there, and it can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_327"], trivy: ["AVD-AWS-0079"], tfsec: ["aws-rds-encrypt-cluster-storage-data"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html"],

  on: databases.where((database) => isTrue(database.get("storage_encrypted"))),
  check: ownKey("kms_key_id", { description: "Databases", impact: "replacement" }),

  insecure: hcl`
    resource "aws_kms_key" "rds_key" {
      description = "Databases"
    }

    resource "aws_db_instance" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
      storage_encrypted = true
    }
  `,
  secure: hcl`
    resource "aws_kms_key" "rds_key" {
      description = "Databases"
    }

    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
      kms_key_id        = aws_kms_key.rds_key.arn
      storage_encrypted = true
    }
  `,
});
