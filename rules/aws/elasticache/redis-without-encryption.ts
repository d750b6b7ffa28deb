import { holds, is, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-redis-without-encryption",
  title: "ElastiCache cluster runs a version of Redis that supports no encryption",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "AWS added encryption at rest and in transit with 3.2.6 and 4.0.10: what is cached lies and travels in plain text.",
  controls: {},
  aliases: { kics: ["254c932d-e3bf-44b2-bc9d-eb5fdb09f8d4"] },
  references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html"],

  on: resources("aws_elasticache_cluster", "aws_elasticache_replication_group").where((cluster) =>
    holds(cluster.get("engine"), is("redis"), "redis"),
  ),
  *check(cluster) {
    const version = cluster.get("engine_version");
    if (!isWithout(String(plain(version) ?? ""))) return;
    yield {
      at: version.at,
      ...relatedTo(version),
      fixes: () => [{ title: "Take Redis 7", impact: "disruption", edits: [put(cluster, "engine_version", "7.1")] }],
    };
  },

  insecure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id      = "sessions"
      engine          = "redis"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
      engine_version  = "3.2.4"
      #                 ^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id      = "sessions"
      engine          = "redis"
      node_type       = "cache.t4g.small"
      num_cache_nodes = 1
      engine_version  = "7.1"
    }
  `,
});

/** Before 4.0.10, but for 3.2.6. */
const isWithout = (version: string): boolean => /^(?:2\.|3\.(?!2\.6$)|4\.0\.[0-9]$)/.test(version);
