import type { Resource } from "../../../language/model/resource.ts";
import { is, plain, resources, setting } from "../../kit/checks.ts";
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
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Engines.html",
  ],
  uncovers: ["aws-rds-performance-insights-without-own-key"],

  on: resources("aws_db_instance", "aws_rds_cluster_instance").where((instance) => !isTooSmall(instance)),
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

/** Whether AWS refuses it for an engine on an instance of a class; where the engine is not told it may be one of those. */
function isTooSmall(instance: Resource): boolean {
  const engine = String(plain(instance.get("engine")) ?? "mysql");
  const size = String(plain(instance.get("instance_class")));
  if (engine.startsWith("db2-")) return true;
  if (engine === "aurora-mysql") return /^db\.(?:t[23]\.|t4g\.(?:micro|small)$)/.test(size);
  return /^(?:mariadb|mysql)$/.test(engine) && /^db\.(?:t[23]|t4g)\.(?:micro|small)$/.test(size);
}
