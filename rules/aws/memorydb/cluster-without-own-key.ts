import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-memorydb-cluster-without-own-key",
  title: "MemoryDB cluster is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_201"] },
  references: ["https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html"],

  on: resources("aws_memorydb_cluster"),
  check: ownKey("kms_key_arn", { description: "Data in memory", impact: "replacement" }),

  insecure: hcl`
    resource "aws_memorydb_cluster" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      acl_name  = "sessions"
      name      = "sessions"
      node_type = "db.t4g.small"
    }
  `,
  secure: hcl`
    resource "aws_memorydb_cluster" "sessions" {
      acl_name    = "sessions"
      kms_key_arn = aws_kms_key.sessions.arn
      name        = "sessions"
      node_type   = "db.t4g.small"
    }

    resource "aws_kms_key" "sessions" {
      description         = "Data in memory"
      enable_key_rotation = true
    }
  `,
});
