import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-memorydb-snapshot-without-own-key",
  title: "MemoryDB snapshot is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_278"] },
  references: ["https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html"],

  on: resources("aws_memorydb_snapshot"),
  check: ownKey("kms_key_arn", { description: "Snapshots", impact: "replacement" }),

  insecure: hcl`
    resource "aws_memorydb_snapshot" "sessions" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_name = "sessions"
      name         = "sessions"
    }
  `,
  secure: hcl`
    resource "aws_memorydb_snapshot" "sessions" {
      cluster_name = "sessions"
      kms_key_arn  = aws_kms_key.sessions.arn
      name         = "sessions"
    }

    resource "aws_kms_key" "sessions" {
      description         = "Snapshots"
      enable_key_rotation = true
    }
  `,
});
