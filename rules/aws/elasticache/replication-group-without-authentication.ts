import { holds, is, isSet, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elasticache-replication-group-without-authentication",
  title: "ElastiCache cluster requires no authentication",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whatever runs in the network can read and change the cache.",
  controls: { "security-hub": ["ElastiCache.6"] },
  aliases: { checkov: ["CKV_AWS_31"] },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_replication_group").where(
    (group) => group.get("global_replication_group_id").state === "absent",
  ),
  *check(group) {
    const [token, users] = [group.get("auth_token"), group.get("user_group_ids")];
    const isLocked = holds(token, isSet()) || holds(users, isSet());
    const encrypted = group.get("transit_encryption_enabled");
    if (isLocked && holds(encrypted, is(true))) return;
    yield {
      at: group.header,
      message: isLocked
        ? "ElastiCache cluster asks for authentication without TLS, which AWS refuses"
        : "ElastiCache cluster requires no authentication",
      // users are known only where every client speaks TLS, which is a step of its own
      fixes: () =>
        holds(encrypted, is(true))
          ? [
              {
                title: "Ask for users of a group",
                impact: "disruption",
                edits: [put(group, "user_group_ids", [stop("id-of-the-user-group")])],
              },
            ]
          : [],
    };
  },

  insecure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
      transit_encryption_enabled = true
    }
  `,
  secure: hcl`
    resource "aws_elasticache_replication_group" "sessions" {
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
      transit_encryption_enabled = true
      user_group_ids             = ["id-of-the-user-group"]
    }
  `,
});
