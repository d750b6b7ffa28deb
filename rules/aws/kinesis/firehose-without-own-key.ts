import { holds, is, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kinesis-firehose-without-own-key",
  title: "Firehose stream is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_241"] },
  references: ["https://docs.aws.amazon.com/firehose/latest/dev/encryption.html"],

  on: resources("aws_kinesis_firehose_delivery_stream").where(
    (stream) =>
      stream.sections("kinesis_source_configuration").length === 0 &&
      stream.sections("msk_source_configuration").length === 0 &&
      !stream.isOpen("kinesis_source_configuration"),
  ),
  *check(stream) {
    const [own] = stream.sections("server_side_encryption");
    if (!own && stream.isOpen("server_side_encryption")) return;
    if (
      own &&
      holds(own.get("enabled"), is(true)) &&
      holds(own.get("key_type"), is("CUSTOMER_MANAGED_CMK")) &&
      isOwn(own, "key_arn")
    )
      return;
    yield {
      at: own ? own.header : stream.header,
      fixes: () => {
        const { address, edits } = key(stream, "Records");
        return [
          {
            title: "Encrypt with a KMS key of your own",
            impact: "update",
            edits: [
              ...putAll(stream, {
                "server_side_encryption.enabled": true,
                "server_side_encryption.key_arn": expression(`${address}.arn`),
                "server_side_encryption.key_type": "CUSTOMER_MANAGED_CMK",
              }),
              ...edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_kinesis_firehose_delivery_stream" "events" {
      destination = "extended_s3"
      name        = "events"

      extended_s3_configuration {
        bucket_arn = "arn:aws:s3:::acme-events"
        role_arn   = "arn:aws:iam::123456789012:role/firehose"
      }

      server_side_encryption {
      #^^^^^^^^^^^^^^^^^^^^^
        enabled = true
      }
    }
  `,
  secure: hcl`
    resource "aws_kinesis_firehose_delivery_stream" "events" {
      destination = "extended_s3"
      name        = "events"

      extended_s3_configuration {
        bucket_arn = "arn:aws:s3:::acme-events"
        role_arn   = "arn:aws:iam::123456789012:role/firehose"
      }

      server_side_encryption {
        enabled  = true
        key_arn  = aws_kms_key.events.arn
        key_type = "CUSTOMER_MANAGED_CMK"
      }
    }

    resource "aws_kms_key" "events" {
      description         = "Records"
      enable_key_rotation = true
    }
  `,
});
