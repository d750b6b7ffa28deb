import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

const keyOfObjects = ownKey("server_side_encryption_kms_key_id", {
  description: "Database migration",
  impact: "replacement",
  also: { encryption_mode: "SSE_KMS" },
});

export default rule({
  id: "aws-dms-s3-endpoint-without-own-key",
  title: "Objects that DMS writes to S3 are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_298"] },
  references: ["https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html"],

  on: resources("aws_dms_s3_endpoint"),
  *check(endpoint) {
    // its name before version 6
    if (endpoint.get("kms_key_arn").state !== "absent") return;
    yield* keyOfObjects(endpoint);
  },

  insecure: hcl`
    resource "aws_dms_s3_endpoint" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket_name             = "acme-orders"
      endpoint_id             = "orders"
      endpoint_type           = "target"
      service_access_role_arn = "arn:aws:iam::123456789012:role/dms"
    }
  `,
  secure: hcl`
    resource "aws_dms_s3_endpoint" "orders" {
      bucket_name                       = "acme-orders"
      encryption_mode                   = "SSE_KMS"
      endpoint_id                       = "orders"
      endpoint_type                     = "target"
      server_side_encryption_kms_key_id = aws_kms_key.orders.arn
      service_access_role_arn           = "arn:aws:iam::123456789012:role/dms"
    }

    resource "aws_kms_key" "orders" {
      description         = "Database migration"
      enable_key_rotation = true
    }
  `,
});
