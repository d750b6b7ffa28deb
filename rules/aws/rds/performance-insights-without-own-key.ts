import { isTrue, resources } from "../../kit/checks.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-performance-insights-without-own-key",
  title: "Performance Insights data is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "The statements that it keeps can hold data. A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_354"],
    trivy: ["AVD-AWS-0078"],
    tfsec: ["aws-rds-enable-performance-insights-encryption"],
  },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html"],
  noFix: "AWS takes the key once, when Performance Insights is first turned on, and refuses another one.",

  on: resources("aws_db_instance", "aws_rds_cluster_instance").where((instance) =>
    isTrue(instance.get("performance_insights_enabled")),
  ),
  *check(instance) {
    const path = "performance_insights_kms_key_id";
    if (!isOwn(instance, path)) yield { at: instance.get(path).at };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      allocated_storage            = 20
      engine                       = "postgres"
      instance_class               = "db.t4g.medium"
      performance_insights_enabled = true
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage               = 20
      engine                          = "postgres"
      instance_class                  = "db.t4g.medium"
      performance_insights_enabled    = true
      performance_insights_kms_key_id = aws_kms_key.orders.arn
    }

    resource "aws_kms_key" "orders" {
      description         = "Performance Insights"
      enable_key_rotation = true
    }
  `,
});
