import { blocks } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-connect-bucket-without-own-key",
  title: "Call recordings are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_270"] },
  references: ["https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html"],

  on: blocks("storage_config.s3_config", "aws_connect_instance_storage_config"),
  *check(config) {
    if (isOwn(config, "encryption_config.key_id")) return;
    yield {
      at: config.header,
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
      resource_type = "CALL_RECORDINGS"

      storage_config {
        storage_type = "S3"

        s3_config {
        #^^^^^^^^
          bucket_name   = "acme-calls"
          bucket_prefix = "calls"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_connect_instance_storage_config" "calls" {
      instance_id   = "0a1b2c3d"
      resource_type = "CALL_RECORDINGS"

      storage_config {
        storage_type = "S3"

        s3_config {
          bucket_name   = "acme-calls"
          bucket_prefix = "calls"

          encryption_config {
            encryption_type = "KMS"
            key_id          = "arn:aws:kms:eu-west-1:123456789012:key/id"
          }
        }
      }
    }
  `,
});
