import { blocks, noneOf, plain, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-tls-disabled",
  title: "DocumentDB cluster accepts connections without TLS",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads passwords and documents.",
  controls: { "security-hub": ["DocumentDB.6"] },
  aliases: { checkov: ["CKV_AWS_90"] },
  references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html"],

  on: blocks("parameter", "aws_docdb_cluster_parameter_group").where(
    (parameter) => plain(parameter.get("name")) === "tls",
  ),
  check: setting("value", noneOf(["disabled"], "enabled"), {
    impact: "disruption",
    title: "Ask for TLS",
  }),

  insecure: hcl`
    resource "aws_docdb_cluster_parameter_group" "orders" {
      family = "docdb5.0"
      name   = "orders"

      parameter {
        name  = "tls"
        value = "disabled"
        #       ^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster_parameter_group" "orders" {
      family = "docdb5.0"
      name   = "orders"

      parameter {
        name  = "tls"
        value = "enabled"
      }
    }
  `,
});
