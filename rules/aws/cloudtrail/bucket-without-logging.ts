import { bucketOf } from "../../kit/bucket.ts";
import { companions, resources } from "../../kit/checks.ts";
import { append, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-bucket-without-logging",
  title: "Bucket of the trail's logs keeps no access log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Nobody can tell who read or tampered with the log.",
  controls: { "security-hub": ["CloudTrail.7"] },
  aliases: {
    trivy: ["AVD-AWS-0163"],
    tfsec: ["aws-cloudtrail-require-bucket-access-logging"],
    kics: ["ee9e50e8-b2ed-4176-ad42-8fc0cf7593f4"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: resources("aws_cloudtrail"),
  *check(trail) {
    const bucket = bucketOf(trail, "s3_bucket_name");
    if (!bucket || bucket.sections("logging").length > 0 || bucket.isOpen("logging")) return;
    const { found, certain } = companions(bucket, "aws_s3_bucket_logging", "bucket");
    if (found.length > 0 || !certain) return;
    yield {
      at: bucket.header,
      subject: trail,
      fixes: () => [
        {
          title: "Log to a bucket for logs",
          impact: "update",
          edits: [
            append(bucket, "aws_s3_bucket_logging", {
              bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
              target_bucket: stop("name-of-the-log-bucket"),
              target_prefix: `${bucket.name}/`,
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }

    resource "aws_s3_bucket" "trail" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-trail"
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }

    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_s3_bucket_logging" "trail" {
      bucket        = aws_s3_bucket.trail.id
      target_bucket = "name-of-the-log-bucket"
      target_prefix = "trail/"
    }
  `,
});
