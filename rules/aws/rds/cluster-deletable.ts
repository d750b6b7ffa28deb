import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-cluster-deletable",
  title: "Database cluster has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call takes the database away.",
  controls: { "security-hub": ["RDS.7"] },
  aliases: { checkov: ["CKV_AWS_139"], trivy: ["AVD-AWS-0343"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_rds_cluster"),
  check: setting("deletion_protection", is(true), { fallback: false, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier = "orders"
      engine             = "aurora-postgresql"
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier  = "orders"
      deletion_protection = true
      engine              = "aurora-postgresql"
    }
  `,
});
