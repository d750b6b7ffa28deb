import { blocks, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codebuild-logs-unencrypted",
  title: "Build logs in S3 are not encrypted",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever may read the bucket reads what builds print, secrets too.",
  controls: { "security-hub": ["CodeBuild.3"] },
  aliases: { checkov: ["CKV_AWS_311"] },
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
  ],

  on: blocks("logs_config.s3_logs", "aws_codebuild_project"),
  check: setting("encryption_disabled", is(false), { fallback: false, impact: "disruption", title: "Encrypt them" }),

  insecure: hcl`
    resource "aws_codebuild_project" "app" {
      name         = "app"
      service_role = "arn:aws:iam::123456789012:role/build"

      artifacts {
        location = "acme-builds"
        type     = "S3"
      }

      environment {
        compute_type = "BUILD_GENERAL1_SMALL"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        type         = "LINUX_CONTAINER"
      }

      source {
        location = "https://github.com/acme/app.git"
        type     = "GITHUB"
      }

      logs_config {
        s3_logs {
          encryption_disabled = true
          #                     ^^^^
          location            = "acme-logs/builds"
          status              = "ENABLED"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_codebuild_project" "app" {
      name         = "app"
      service_role = "arn:aws:iam::123456789012:role/build"

      artifacts {
        location = "acme-builds"
        type     = "S3"
      }

      environment {
        compute_type = "BUILD_GENERAL1_SMALL"
        image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        type         = "LINUX_CONTAINER"
      }

      source {
        location = "https://github.com/acme/app.git"
        type     = "GITHUB"
      }

      logs_config {
        s3_logs {
          encryption_disabled = false
          location            = "acme-logs/builds"
          status              = "ENABLED"
        }
      }
    }
  `,
});
