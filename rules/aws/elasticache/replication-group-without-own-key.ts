import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-replication-group-without-own-key",
  title: "ElastiCache cluster is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_191"] },
  references: ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html"],

  on: resources("aws_elasticache_replication_group"),
  check: ownKey("kms_key_id", {
    description: "Cached data",
    impact: "replacement",
    also: { at_rest_encryption_enabled: true },
  }),

  insecure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
      at_rest_encryption_enabled = true
    }
  `,
  secure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
      at_rest_encryption_enabled = true
      kms_key_id                 = aws_kms_key.sessions.arn
    }

    resource "aws_kms_key" "sessions" {
      description         = "Cached data"
      enable_key_rotation = true
    }
  `,
});
