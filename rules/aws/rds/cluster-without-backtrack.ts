import { isNot, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-cluster-without-backtrack",
  title: "Aurora cluster cannot be rewound: Backtrack is off",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A bad statement is undone in minutes with Backtrack, and by restoring a snapshot without it.",
  controls: { "security-hub": ["RDS.14"] },
  aliases: { checkov: ["CKV_AWS_326"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.Configuring.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],
  noFix:
    "Backtrack is turned on when a cluster is made, or restored from a snapshot: AWS refuses it for one that runs.",

  on: resources("aws_rds_cluster").where((cluster) =>
    /^aurora(?:-mysql)?$/.test(String(plain(cluster.get("engine")) ?? "aurora")),
  ),
  check: setting("backtrack_window", isNot(0), { fallback: 0 }),

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier = "orders"
      engine             = "aurora-mysql"
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      backtrack_window   = 86400
      cluster_identifier = "orders"
      engine             = "aurora-mysql"
    }
  `,
});
