import { holds, is, isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-cluster-without-iam-authentication",
  title: "Database cluster has no IAM authentication",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A password has to be kept, shared and rotated; an IAM token lives for 15 minutes and names its user.",
  controls: { "security-hub": ["RDS.12"] },
  aliases: { checkov: ["CKV_AWS_162"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  // the first version of serverless clusters has none
  on: resources("aws_rds_cluster").where((cluster) => holds(cluster.get("engine_mode"), isNot("serverless"), "")),
  check: setting("iam_database_authentication_enabled", is(true), {
    fallback: false,
    title: "Take IAM authentication too",
  }),

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier = "orders"
      engine             = "aurora-postgresql"
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier                  = "orders"
      engine                              = "aurora-postgresql"
      iam_database_authentication_enabled = true
    }
  `,
});
