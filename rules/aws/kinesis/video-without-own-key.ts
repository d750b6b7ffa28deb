import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kinesis-video-without-own-key",
  title: "Kinesis video stream is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_177"] },
  references: ["https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-kms.html"],

  on: resources("aws_kinesis_video_stream"),
  check: ownKey("kms_key_id", { description: "Video", impact: "replacement" }),

  insecure: hcl`
    resource "aws_kinesis_video_stream" "door" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "door"
    }
  `,
  secure: hcl`
    resource "aws_kinesis_video_stream" "door" {
      kms_key_id = aws_kms_key.door.arn
      name       = "door"
    }

    resource "aws_kms_key" "door" {
      description         = "Video"
      enable_key_rotation = true
    }
  `,
});
