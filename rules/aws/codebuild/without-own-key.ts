import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codebuild-without-own-key",
  title: "Build output is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_147"], kics: ["3deec14b-03d2-4d27-9670-7d79322e3340"] },
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-kms.html"],

  on: resources("aws_codebuild_project"),
  check: ownKey("encryption_key", { description: "Builds" }),

  insecure: hcl`
    resource "aws_codebuild_project" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
    }
  `,
  secure: hcl`
    resource "aws_codebuild_project" "app" {
      encryption_key = aws_kms_key.app.arn
      name           = "app"
      service_role   = "arn:aws:iam::123456789012:role/build"

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
    }

    resource "aws_kms_key" "app" {
      description         = "Builds"
      enable_key_rotation = true
    }
  `,
});
