import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-replication-group-unencrypted",
  title: "ElastiCache cluster is not encrypted at rest",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever gets hold of a disk, a swap file or a backup reads what is cached: sessions, tokens, personal data.",
  controls: { "security-hub": ["ElastiCache.4"] },
  aliases: {
    checkov: ["CKV_AWS_29"],
    trivy: ["AVD-AWS-0045"],
    tfsec: ["aws-elasticache-enable-at-rest-encryption"],
    kics: ["76976de7-c7b1-4f64-a94f-90c1345914c2"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_replication_group").where(
    (group) => group.get("global_replication_group_id").state === "absent",
  ),
  *check(group) {
    const encrypted = group.get("at_rest_encryption_enabled");
    if (holds(encrypted, is(true))) return;
    // Valkey is encrypted where nothing else is said, and an engine that is not known may be Valkey
    if (encrypted.state === "absent" && holds(group.get("engine"), is("valkey"), "redis")) return;
    yield {
      at: encrypted.at,
      ...relatedTo(encrypted),
      fixes: () => [
        { title: "Encrypt the data", impact: "replacement", edits: [put(group, "at_rest_encryption_enabled", true)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      description          = "Sessions"
      node_type            = "cache.t4g.small"
      replication_group_id = "sessions"
    }
  `,
  secure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
      at_rest_encryption_enabled = true
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
    }
  `,
});
