import { companions, resources } from "../../kit/checks.ts";
import { append, block, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-bucket-without-lifecycle",
  title: "Bucket keeps its objects forever",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What nobody needs any more can still leak, and is paid for.",
  controls: { "security-hub": ["S3.13"] },
  aliases: { checkov: ["CKV2_AWS_61"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket"),
  *check(bucket) {
    if (bucket.sections("lifecycle_rule").length > 0 || bucket.isOpen("lifecycle_rule")) return;
    const { found, certain } = companions(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket");
    if (found.length > 0 || !certain) return;
    yield {
      at: bucket.header,
      fixes: () => [
        {
          title: "Remove old versions and broken uploads",
          impact: "update",
          edits: [
            append(bucket, "aws_s3_bucket_lifecycle_configuration", {
              bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
              rule: block({
                id: "clean-up",
                status: "Enabled",
                abort_incomplete_multipart_upload: block({ days_after_initiation: 7 }),
                filter: block({}),
                noncurrent_version_expiration: block({ noncurrent_days: stop(90) }),
              }),
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_lifecycle_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id

      rule {
        id     = "clean-up"
        status = "Enabled"

        abort_incomplete_multipart_upload {
          days_after_initiation = 7
        }

        filter {}

        noncurrent_version_expiration {
          noncurrent_days = 90
        }
      }
    }
  `,
});
