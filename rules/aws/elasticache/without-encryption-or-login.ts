import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-without-encryption-or-login",
  title: "Memcached cluster has no encryption at rest and no authentication",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whatever reaches its port reads and changes what is cached.",
  controls: {},
  aliases: { kics: ["4bd15dd9-8d5e-4008-8532-27eb0c3706d3"] },
  references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SelectEngine.html"],
  noFix: "Another engine speaks another protocol: the application has to change with it.",

  on: resources("aws_elasticache_cluster").where((cluster) => plain(cluster.get("engine")) === "memcached"),
  *check(cluster) {
    yield { at: cluster.get("engine").at };
  },

  insecure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id      = "sessions"
      engine          = "memcached"
      #                 ^^^^^^^^^^^
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
    }
  `,
  secure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id      = "sessions"
      engine          = "valkey"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
    }
  `,
});
