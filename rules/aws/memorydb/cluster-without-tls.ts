import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-memorydb-cluster-without-tls",
  title: "MemoryDB cluster accepts connections without TLS",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads passwords and data, and without TLS MemoryDB asks nobody who he is.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_202"] },
  references: ["https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html"],

  on: resources("aws_memorydb_cluster"),
  check: setting("tls_enabled", is(true), { fallback: true, impact: "replacement", title: "Encrypt connections" }),

  insecure: hcl`
    resource "aws_memorydb_cluster" "sessions" {
      acl_name    = "sessions"
      name        = "sessions"
      node_type   = "db.t4g.small"
      tls_enabled = false
      #             ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_memorydb_cluster" "sessions" {
      acl_name    = "sessions"
      name        = "sessions"
      node_type   = "db.t4g.small"
      tls_enabled = true
    }
  `,
});
