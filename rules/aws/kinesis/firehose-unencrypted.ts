import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kinesis-firehose-unencrypted",
  title: "Firehose stream is not encrypted at rest",
  severity: "medium",
  profileDependsOn:
    "whether encryption is switched off: without a word of it records wait for seconds until their target encrypts them",
  responsibility: "customer",
  why: "Records lie readable on AWS's disks until they are delivered.",
  controls: { "security-hub": ["DataFirehose.1"] },
  aliases: { checkov: ["CKV_AWS_240"], kics: ["5c6dd5e7-1fe0-4cae-8f81-4c122717cef3"] },
  references: [
    "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html",
  ],

  on: resources("aws_kinesis_firehose_delivery_stream").where(
    (stream) =>
      stream.sections("kinesis_source_configuration").length === 0 &&
      stream.sections("msk_source_configuration").length === 0 &&
      !stream.isOpen("kinesis_source_configuration"),
  ),
  check: setting("server_side_encryption.enabled", is(true), {
    fallback: false,
    title: "Encrypt with AWS's key",
    unwritten: "all",
  }),

  insecure: hcl`
    resource "aws_kinesis_firehose_delivery_stream" "events" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      destination = "extended_s3"
      name        = "events"

      extended_s3_configuration {
        bucket_arn = "arn:aws:s3:::acme-events"
        role_arn   = "arn:aws:iam::123456789012:role/firehose"
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
        enabled = true
      }
    }
  `,
});
