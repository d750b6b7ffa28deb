import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kinesis-stream-without-own-key",
  title: "Kinesis stream is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_185"] },
  references: ["https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html"],

  on: resources("aws_kinesis_stream"),
  check: ownKey("kms_key_id", { description: "Records", also: { encryption_type: "KMS" } }),

  insecure: hcl`
    resource "aws_kinesis_stream" "events" {
      encryption_type = "KMS"
      kms_key_id      = "alias/aws/kinesis"
      #                 ^^^^^^^^^^^^^^^^^^^
      name            = "events"
      shard_count     = 1
    }
  `,
  secure: hcl`
    resource "aws_kinesis_stream" "events" {
      encryption_type = "KMS"
      kms_key_id      = aws_kms_key.events.arn
      name            = "events"
      shard_count     = 1
    }

    resource "aws_kms_key" "events" {
      description         = "Records"
      enable_key_rotation = true
    }
  `,
});
