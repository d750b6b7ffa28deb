import { holds, isSet, resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dms-endpoint-without-own-key",
  title: "Credentials of the DMS endpoint are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_296"] },
  references: ["https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html"],

  on: resources("aws_dms_endpoint"),
  *check(endpoint) {
    if (holds(endpoint.get("kms_key_arn"), isSet())) return;
    const [s3] = endpoint.sections("s3_settings");
    if (s3 && holds(s3.get("server_side_encryption_kms_key_id"), isSet())) return;
    yield* ownKey("kms_key_arn", { description: "Database migration", impact: "replacement" })(endpoint);
  },

  insecure: hcl`
    resource "aws_dms_endpoint" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
  secure: hcl`
    resource "aws_dms_endpoint" "orders" {
      database_name = "orders"
      endpoint_id   = "orders"
      endpoint_type = "source"
      engine_name   = "postgres"
      kms_key_arn   = aws_kms_key.orders.arn
      port          = 5432
      server_name   = "orders.acme.internal"
      ssl_mode      = "require"
      username      = "dms"
    }

    resource "aws_kms_key" "orders" {
      description         = "Database migration"
      enable_key_rotation = true
    }
  `,
});
