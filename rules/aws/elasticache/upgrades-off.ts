import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-upgrades-off",
  title: "ElastiCache cluster gets no automatic minor version upgrades",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open until somebody closes them by hand.",
  controls: { "security-hub": ["ElastiCache.2"] },
  aliases: { checkov: ["CKV_AWS_322"] },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_cluster"),
  check: setting("auto_minor_version_upgrade", is(true), {
    fallback: true,
    impact: "disruption",
    title: "Take minor versions",
  }),

  insecure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id                 = "sessions"
      engine                     = "redis"
      node_type                  = "cache.t4g.small"
      num_cache_nodes            = 1
      auto_minor_version_upgrade = false
      #                            ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_elasticache_cluster" "sessions" {
      cluster_id                 = "sessions"
      engine                     = "redis"
      node_type                  = "cache.t4g.small"
      num_cache_nodes            = 1
      auto_minor_version_upgrade = true
    }
  `,
});
