import { atLeast, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-backups-too-short",
  title: "DocumentDB cluster keeps backups for less than a week",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Damage that is noticed after a few days can no longer be undone.",
  controls: { "security-hub": ["DocumentDB.2"] },
  aliases: { checkov: ["CKV_AWS_360"] },
  references: [
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/backup_restore.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html",
  ],

  on: resources("aws_docdb_cluster"),
  check: setting("backup_retention_period", atLeast(7), { fallback: 1, title: "Set `backup_retention_period` to 7" }),

  insecure: hcl`
    resource "aws_docdb_cluster" "orders" {
      backup_retention_period = 1
      #                         ^
      cluster_identifier      = "orders"
      skip_final_snapshot     = true
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster" "orders" {
      backup_retention_period = 7
      cluster_identifier      = "orders"
      skip_final_snapshot     = true
    }
  `,
});
