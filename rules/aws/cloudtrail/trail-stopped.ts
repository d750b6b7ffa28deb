import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-trail-stopped",
  title: "CloudTrail is switched off: it records nothing",
  severity: "high",
  responsibility: "customer",
  why: "The trail exists and logs no call: what happens in the account leaves no trace.",
  controls: {
    "cis-aws-1.4": ["3.1"],
    "security-hub": ["CloudTrail.1", "CloudTrail.3"],
  },
  aliases: { checkov: ["CKV_AWS_251"], kics: ["4bb76f17-3d63-4529-bdca-2b454529d774"] },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: resources("aws_cloudtrail"),
  check: setting("enable_logging", is(true), { fallback: true, title: "Start logging" }),

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
      enable_logging = false
      #                ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
      enable_logging = true
    }
  `,
});
