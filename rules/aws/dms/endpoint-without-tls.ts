import { holds, noneOf, oneOf, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** Engines whose endpoints can ask for TLS by `ssl_mode`, and take `require`. */
const encrypts: ReadonlySet<string> = new Set([
  "aurora-postgresql",
  "mongodb",
  "docdb",
  "postgres",
  "sqlserver",
  "azuredb",
  "db2",
  "sybase",
  "mysql",
  "mariadb",
  "aurora",
  "oracle",
  "azure-sql-managed-instance",
  "babelfish",
  "db2-zos",
]);

export default rule({
  id: "aws-dms-endpoint-without-tls",
  title: "DMS connects to its database without TLS",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens on the way reads the password and every row that is copied.",
  controls: { "security-hub": ["DMS.9"] },
  aliases: { checkov: ["CKV2_AWS_49"] },
  references: [
    "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html",
  ],

  on: resources("aws_dms_endpoint").where(
    (endpoint) =>
      holds(endpoint.get("endpoint_type"), oneOf("source", "target")) &&
      encrypts.has(String(plain(endpoint.get("engine_name")))),
  ),
  check: setting("ssl_mode", noneOf(["none"], "require"), {
    fallback: "none",
    impact: "disruption",
    title: "Ask for TLS",
  }),

  insecure: hcl`
    resource "aws_dms_endpoint" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      database_name = "orders"
      endpoint_id   = "orders"
      endpoint_type = "source"
      engine_name   = "postgres"
      port          = 5432
      server_name   = "orders.acme.internal"
      username      = "dms"
    }
  `,
  secure: hcl`
    resource "aws_dms_endpoint" "orders" {
      database_name = "orders"
      endpoint_id   = "orders"
      endpoint_type = "source"
      engine_name   = "postgres"
      port          = 5432
      server_name   = "orders.acme.internal"
      ssl_mode      = "require"
      username      = "dms"
    }
  `,
});
