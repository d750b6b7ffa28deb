import { holds, isNot, plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-default-port",
  title: "ElastiCache cluster listens on the default port",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A scan for the port finds it at once.",
  controls: {},
  aliases: { kics: ["5d89db57-8b51-4b38-bb76-b9bd42bd40f0"] },
  references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html"],
  noFix:
    "Every client has to go to the new port at once, to a cluster that is made anew: what keeps strangers out is its security group.",

  on: resources("aws_elasticache_cluster"),
  *check(cluster) {
    const port = cluster.get("port");
    const usual = plain(cluster.get("engine")) === "memcached" ? 11211 : 6379;
    if (holds(port, isNot(usual), usual)) return;
    yield {
      at: port.at,
      ...relatedTo(port),
    };
  },

  insecure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id      = "sessions"
      engine          = "redis"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
      port            = 6379
      #                 ^^^^
    }
  `,
  secure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id      = "sessions"
      engine          = "redis"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
      port            = 6380
    }
  `,
});
