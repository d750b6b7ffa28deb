import type { Resource } from "../../../language/model/resource.ts";
import { anywhere, items, plain, resources } from "../../kit/checks.ts";
import { append, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-cluster-without-backup-plan",
  title: "Cluster is in no plan of AWS Backup",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Its backups live and die with the cluster and its account.",
  controls: { "security-hub": ["RDS.26"] },
  aliases: ["CKV2_AWS_8"],
  references: [
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_rds_cluster"),
  *check(cluster) {
    const selections = anywhere(cluster, "aws_backup_selection");
    const isSelected = (selection: Resource) => {
      const chosen = selection.get("resources");
      if (chosen.state === "unknown") return true;
      const tagged = selection.sections("selection_tag").length > 0 || selection.sections("condition").length > 0;
      return (
        tagged ||
        items(chosen).some(
          (item) =>
            (item.state === "unknown" && !item.refs?.length) ||
            cluster.isMeantBy(item) ||
            /^(?:\*|arn:[^:]*:rds:[^:]*:[^:]*:cluster:\*)$/.test(String(plain(item))),
        )
      );
    };
    if (selections.some(isSelected)) return;
    yield {
      at: cluster.header,
      fixes: () => [
        {
          title: "Add it to a plan",
          impact: "update",
          edits: [
            append(cluster, "aws_backup_selection", {
              name: cluster.name,
              iam_role_arn: stop("arn:aws:iam::123456789012:role/backup"),
              plan_id: stop("id-of-the-backup-plan"),
              resources: [expression(`aws_rds_cluster.${cluster.name}.arn`)],
            }),
          ],
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
