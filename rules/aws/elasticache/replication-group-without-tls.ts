import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put, putAll } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";

/** Whether a version is known that cannot be given TLS while it runs: any before 7.0.5, which ElastiCache calls 6.x or less. */
const isOld = (group: Resource): boolean => /^[2-6](?:\.|$)/.test(String(plain(group.get("engine_version"))));

const recreated = (group: Resource): Fix => ({
  title: "Encrypt connections: every client has to speak TLS",
  impact: "replacement",
  edits: [put(group, "transit_encryption_enabled", true)],
});

/** Both are spoken until every client has moved; that nobody speaks in the clear any more is a second step. */
const inSteps = (group: Resource): Fix => ({
  title: "Offer TLS beside plain connections (`preferred`): require it once every client speaks it",
  impact: "disruption",
  edits: putAll(group, { transit_encryption_enabled: true, transit_encryption_mode: "preferred" }),
});

export default rule({
  id: "aws-elasticache-replication-group-without-tls",
  title: "ElastiCache cluster accepts connections without TLS",
  severity: "medium",
  profileDependsOn: "whether TLS is switched off: without a word of it AWS's default decides, within one's own network",
  responsibility: "customer",
  why: "Whoever listens on the way reads what is cached, and the password that opens it.",
  controls: { "security-hub": ["ElastiCache.5"] },
  aliases: {
    checkov: ["CKV_AWS_30"],
    trivy: ["AVD-AWS-0051"],
    tfsec: ["aws-elasticache-enable-in-transit-encryption"],
    kics: ["1afbb3fa-cf6c-4a3d-b730-95e9f4df343e"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ],

  on: resources("aws_elasticache_replication_group").where(
    (group) => group.get("global_replication_group_id").state === "absent",
  ),
  *check(group) {
    const encrypted = group.get("transit_encryption_enabled");
    if (holds(encrypted, is(true))) return;
    // Valkey is encrypted where nothing else is said, and an engine that is not known may be Valkey
    if (encrypted.state === "absent" && holds(group.get("engine"), is("valkey"), "redis")) return;
    yield {
      at: encrypted.at,
      ...(encrypted.state === "absent" && { profile: "all" }),
      ...relatedTo(encrypted),
      fixes: () => [isOld(group) ? recreated(group) : inSteps(group)],
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
      description                = "Sessions"
      node_type                  = "cache.t4g.small"
      replication_group_id       = "sessions"
      transit_encryption_enabled = true
      transit_encryption_mode    = "preferred"
    }
  `,
});
