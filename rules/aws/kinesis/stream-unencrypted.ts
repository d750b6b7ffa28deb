import { holds, is, isSet, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kinesis-stream-unencrypted",
  title: "Kinesis stream is not encrypted at rest",
  severity: "medium",
  responsibility: "customer",
  why: "Records lie readable on AWS's disks.",
  controls: { "security-hub": ["Kinesis.1"] },
  aliases: {
    checkov: ["CKV_AWS_43"],
    trivy: ["AVD-AWS-0064"],
    tfsec: ["aws-kinesis-enable-in-transit-encryption"],
    kics: ["862fe4bf-3eec-4767-a517-40f378886b88"],
  },
  references: [
    "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html",
  ],

  on: resources("aws_kinesis_stream"),
  *check(stream) {
    const kind = stream.get("encryption_type");
    if (holds(kind, is("KMS"), "NONE")) return;
    yield {
      at: kind.at,
      ...relatedTo(kind),
      fixes: () => [
        {
          title: "Encrypt with AWS's key",
          impact: "update",
          edits: putAll(stream, {
            encryption_type: "KMS",
            ...(!holds(stream.get("kms_key_id"), isSet()) && { kms_key_id: "alias/aws/kinesis" }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_kinesis_stream" "events" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name        = "events"
      shard_count = 1
    }
  `,
  secure: hcl`
    resource "aws_kinesis_stream" "events" {
      encryption_type = "KMS"
      kms_key_id      = "alias/aws/kinesis"
      name            = "events"
      shard_count     = 1
    }
  `,
});
