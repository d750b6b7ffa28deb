import { holds, is, isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codebuild-artifacts-unencrypted",
  title: "Build artifacts are not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever may read the bucket reads what goes to production.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_78"], trivy: ["AVD-AWS-0018"], tfsec: ["aws-codebuild-enable-encryption"] },
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html"],

  on: resources("aws_codebuild_project")
    .each((project) => ["artifacts", "secondary_artifacts"].flatMap((type) => project.sections(type)))
    .where((artifacts) => holds(artifacts.get("type"), isNot("NO_ARTIFACTS"))),
  check: setting("encryption_disabled", is(false), { fallback: false, impact: "disruption", title: "Encrypt them" }),

  insecure: hcl`
    resource "aws_codebuild_project" "app" {
      name         = "app"
      service_role = "arn:aws:iam::123456789012:role/build"

      artifacts {
        encryption_disabled = true
        #                     ^^^^
        location            = "acme-builds"
        type                = "S3"
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
      name         = "app"
      service_role = "arn:aws:iam::123456789012:role/build"

      artifacts {
        encryption_disabled = false
        location            = "acme-builds"
        type                = "S3"
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
});
