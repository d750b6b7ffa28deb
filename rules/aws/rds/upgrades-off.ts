import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-upgrades-off",
  title: "Database gets no automatic minor version upgrades",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open until somebody closes them by hand.",
  controls: { "security-hub": ["RDS.13"] },
  aliases: { checkov: ["CKV_AWS_226"], kics: ["3b6d777b-76e3-4133-80a3-0d6f667ade7f"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance", "aws_rds_cluster_instance"),
  check: setting("auto_minor_version_upgrade", is(true), {
    fallback: true,
    impact: "disruption",
    title: "Take minor versions",
  }),

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage          = 20
      engine                     = "postgres"
      instance_class             = "db.t4g.medium"
      auto_minor_version_upgrade = false
      #                            ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage          = 20
      engine                     = "postgres"
      instance_class             = "db.t4g.medium"
      auto_minor_version_upgrade = true
    }
  `,
});
