import { noneOf, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-cluster-without-subnet-group",
  title: "ElastiCache cluster has no subnet group and lands in the default VPC",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It lands in the default VPC, beside whatever else is there.",
  controls: { "security-hub": ["ElastiCache.7"] },
  aliases: { checkov: ["CKV_AWS_323"], kics: ["8c849af7-a399-46f7-a34c-32d3dc96f1fc"] },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_cluster").where((cluster) => cluster.get("replication_group_id").state === "absent"),
  check: setting("subnet_group_name", noneOf(["default"], stop("name-of-the-subnet-group")), {
    fallback: "default",
    impact: "replacement",
    title: "Name a subnet group",
  }),

  insecure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_id      = "sessions"
      engine          = "redis"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
    }
  `,
  secure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id        = "sessions"
      engine            = "redis"
      node_type         = "cache.t4g.small"
      num_cache_nodes   = 1
      subnet_group_name = "name-of-the-subnet-group"
    }
  `,
});
