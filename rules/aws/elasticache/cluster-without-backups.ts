import { holds, isNot, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-cluster-without-backups",
  title: "ElastiCache cluster keeps no backups",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What was only in the cache is gone with it.",
  controls: { "security-hub": ["ElastiCache.1"] },
  aliases: {
    checkov: ["CKV_AWS_134"],
    trivy: ["AVD-AWS-0050"],
    tfsec: ["aws-elasticache-enable-backup-retention"],
    kics: ["8fdb08a0-a868-4fdf-9c27-ccab0237f1ab"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_cluster").where(
    (cluster) =>
      cluster.get("replication_group_id").state === "absent" &&
      holds(cluster.get("engine"), isNot("memcached"), "redis") &&
      !/^cache\.t1\./.test(String(plain(cluster.get("node_type")) ?? "")),
  ),
  check: setting("snapshot_retention_limit", isNot(0, 7), { fallback: 0, title: "Keep backups for a week" }),

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
      cluster_id               = "sessions"
      engine                   = "redis"
      node_type                = "cache.t4g.small"
      num_cache_nodes          = 1
      snapshot_retention_limit = 7
    }
  `,
});
