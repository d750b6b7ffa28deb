import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { onePurpose, quieter } from "./shapes/purpose.ts";

const falling = setting("enable_log_file_validation", is(true), { title: "Validate log files" });

export default rule({
  id: "aws-cloudtrail-logs-not-validated",
  title: "CloudTrail logs can be altered without notice",
  severity: "medium",
  profileDependsOn: onePurpose,
  responsibility: "customer",
  why: "Without digests an intruder who reaches the bucket can delete or edit the record of what was done, and nobody can tell.",
  controls: {
    "cis-aws-1.4": ["3.2"],
    "security-hub": ["CloudTrail.4"],
  },
  aliases: {
    checkov: ["CKV_AWS_36"],
    trivy: ["AVD-AWS-0016"],
    tfsec: ["aws-cloudtrail-enable-log-validation"],
    kics: ["52ffcfa6-6c70-4ea6-8376-d828d3961669"],
  },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: resources("aws_cloudtrail"),
  check: quieter(falling),

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      enable_log_file_validation = true
      name                       = "main"
      s3_bucket_name             = aws_s3_bucket.trail.id
    }
  `,
});
