import { atLeast, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-backups-too-short",
  title: "Neptune cluster keeps backups for less than a week",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Damage that is noticed after a few days can no longer be undone.",
  controls: { "security-hub": ["Neptune.5"] },
  aliases: { checkov: ["CKV_AWS_361"] },
  references: [
    "https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html",
  ],

  on: resources("aws_neptune_cluster"),
  check: setting("backup_retention_period", atLeast(7), { fallback: 1, title: "Set `backup_retention_period` to 7" }),

  insecure: hcl`
    resource "aws_neptune_cluster" "graph" {
      backup_retention_period = 1
      #                         ^
      cluster_identifier      = "graph"
      skip_final_snapshot     = true
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster" "graph" {
      backup_retention_period = 7
      cluster_identifier      = "graph"
      skip_final_snapshot     = true
    }
  `,
});
