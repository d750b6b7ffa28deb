import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-without-performance-insights",
  title: "Database has no Performance Insights",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A flood of queries, meant or not, is hard to tell from normal use.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_353"], trivy: ["AVD-AWS-0133"], tfsec: ["aws-rds-enable-performance-insights"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html"],
  uncovers: ["aws-rds-performance-insights-without-own-key"],

  on: resources("aws_db_instance", "aws_rds_cluster_instance"),
  check: setting("performance_insights_enabled", is(true), { fallback: false, title: "Turn Performance Insights on" }),

  insecure: hcl`
    resource "aws_db_instance" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage            = 20
      engine                       = "postgres"
      instance_class               = "db.t4g.medium"
      performance_insights_enabled = true
    }
  `,
});
