import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-replication-group-without-failover",
  title: "ElastiCache cluster does not fail over when its primary node fails",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "When the primary node fails, the cache takes no writes until somebody steps in.",
  controls: { "security-hub": ["ElastiCache.3"] },
  aliases: { checkov: ["CKV2_AWS_50"] },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_replication_group").where(
    (group) => group.get("global_replication_group_id").state === "absent",
  ),
  check: setting("automatic_failover_enabled", is(true), { fallback: false, title: "Fail over by itself" }),

  insecure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      description          = "Sessions"
      node_type            = "cache.t4g.small"
      replication_group_id = "sessions"
      num_cache_clusters   = 2
    }
  `,
  secure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
      num_cache_clusters         = 2
      automatic_failover_enabled = true
    }
  `,
});
