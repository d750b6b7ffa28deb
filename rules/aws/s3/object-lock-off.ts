import { holds, is, isTrue, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-object-lock-off",
  title: "Objects can be overwritten and deleted: object lock is off",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Ransomware with the right credentials destroys what backups are to keep.",
  controls: { "security-hub": ["S3.15"] },
  aliases: { checkov: ["CKV_AWS_143"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket").where((bucket) => bucket.sections("object_lock_configuration").length > 0),
  *check(bucket) {
    const enabled = bucket.get("object_lock_configuration.object_lock_enabled");
    if (holds(enabled, is("Enabled")) || isTrue(bucket.get("object_lock_enabled"))) return;
    yield {
      at: enabled.at,
      ...relatedTo(enabled),
      fixes: () => [
        {
          title: "Lock objects",
          impact: "replacement",
          edits: [put(bucket, "object_lock_configuration.object_lock_enabled", "Enabled")],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"

      object_lock_configuration {
        object_lock_enabled = "Disabled"
        #                     ^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"

      object_lock_configuration {
        object_lock_enabled = "Enabled"
      }
    }
  `,
});
