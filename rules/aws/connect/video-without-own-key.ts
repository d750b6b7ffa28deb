import { blocks } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-connect-video-without-own-key",
  title: "Call media streams are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_269"] },
  references: ["https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html"],

  on: blocks("storage_config.kinesis_video_stream_config", "aws_connect_instance_storage_config"),
  *check(config) {
    const path = "encryption_config.key_id";
    if (isOwn(config, path)) return;
    yield {
      at: config.get(path).at,
      fixes: () => [
        {
          title: "Encrypt with a KMS key of your own",
          impact: "update",
          edits: putAll(config, {
            "encryption_config.encryption_type": "KMS",
            "encryption_config.key_id": stop("arn:aws:kms:eu-west-1:123456789012:key/id"),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_connect_instance_storage_config" "calls" {
      instance_id   = "0a1b2c3d"
      resource_type = "MEDIA_STREAMS"

      storage_config {
        storage_type = "KINESIS_VIDEO_STREAM"

        kinesis_video_stream_config {
          prefix                 = "calls"
          retention_period_hours = 3

          encryption_config {
            encryption_type = "KMS"
            key_id          = "alias/aws/kinesisvideo"
            #                 ^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_connect_instance_storage_config" "calls" {
      instance_id   = "0a1b2c3d"
      resource_type = "MEDIA_STREAMS"

      storage_config {
        storage_type = "KINESIS_VIDEO_STREAM"

        kinesis_video_stream_config {
          prefix                 = "calls"
          retention_period_hours = 3

          encryption_config {
            encryption_type = "KMS"
            key_id          = "arn:aws:kms:eu-west-1:123456789012:key/id"
          }
        }
      }
    }
  `,
});
