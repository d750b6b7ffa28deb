import { items, plain, resources } from "../../kit/checks.ts";
import { removeItem } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-snapshot-public",
  title: "Database snapshot is public: anyone with an AWS account can restore it",
  severity: "critical",
  responsibility: "customer",
  why: "Anyone with an AWS account can restore it and read every row.",
  controls: { "security-hub": ["RDS.1"] },
  aliases: { checkov: ["CKV_AWS_302"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_snapshot", "aws_db_snapshot_copy", "aws_db_cluster_snapshot"),
  *check(snapshot) {
    for (const account of items(snapshot.get("shared_accounts"))) {
      if (plain(account) !== "all") continue;
      yield {
        at: account.at,
        reach: "any account",
        power: "data",
        fixes: () => [
          { title: "Stop sharing it with everyone", impact: "disruption", edits: [removeItem(snapshot, account)] },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_db_snapshot" "orders" {
      db_instance_identifier = "orders"
      db_snapshot_identifier = "orders"
      shared_accounts        = ["123456789012", "all"]
      #                                         ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_snapshot" "orders" {
      db_instance_identifier = "orders"
      db_snapshot_identifier = "orders"
      shared_accounts        = ["123456789012"]
    }
  `,
});
