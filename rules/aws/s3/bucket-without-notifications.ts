import { companion, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-bucket-without-notifications",
  title: "Nobody is notified of what happens in the bucket",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What is written or deleted goes unnoticed.",
  controls: { "security-hub": ["S3.11"] },
  aliases: { checkov: ["CKV2_AWS_62"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket"),
  check: companion("aws_s3_bucket_notification", {
    via: "bucket",
    title: "Send events to EventBridge",
    body: () => ({ eventbridge: true }),
  }),

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

    resource "aws_s3_bucket_notification" "reports" {
      bucket      = aws_s3_bucket.reports.id
      eventbridge = true
    }
  `,
});
