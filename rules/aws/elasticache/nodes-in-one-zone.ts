import { is, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-nodes-in-one-zone",
  title: "All nodes of the ElastiCache cluster are in one availability zone",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "When the zone fails, all that is cached is gone and the load falls on what lies behind it.",
  controls: {},
  aliases: { kics: ["6db03a91-f933-4f13-ab38-a8b87a7de54d"] },
  references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html"],

  on: resources("aws_elasticache_cluster").where((cluster) => Number(plain(cluster.get("num_cache_nodes"))) > 1),
  check: setting("az_mode", is("cross-az"), { fallback: "single-az", title: "Spread new nodes over zones" }),

  insecure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_id      = "sessions"
      engine          = "memcached"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 2
    }
  `,
  secure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      az_mode         = "cross-az"
      cluster_id      = "sessions"
      engine          = "memcached"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 2
    }
  `,
});
