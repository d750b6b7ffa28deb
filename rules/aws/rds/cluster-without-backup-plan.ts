import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isBackedUp, selection } from "../backup/shapes/selections.ts";

export default rule({
  id: "aws-rds-cluster-without-backup-plan",
  title: "Database cluster is in no backup plan",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a bug or an attacker deletes is gone.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_8"] },
  references: [
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_rds_cluster"),
  *check(resource) {
    if (isBackedUp(resource)) return;
    yield {
      at: resource.header,
      fixes: () => [
        {
          title: "Add it to a plan of AWS Backup",
          impact: "update",
          edits: [selection(resource)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier = "orders"
      engine             = "aurora-postgresql"
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier = "orders"
      engine             = "aurora-postgresql"
    }

    resource "aws_backup_selection" "orders" {
      name         = "orders"
      iam_role_arn = "arn:aws:iam::123456789012:role/backup"
      plan_id      = "id-of-the-backup-plan"
      resources    = [aws_rds_cluster.orders.arn]
    }
  `,
});
