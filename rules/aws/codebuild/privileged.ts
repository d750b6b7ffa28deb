import { blocks, byHand, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codebuild-privileged",
  title: "Builds run privileged: they have root on their host",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whatever a build pulls in can break out of its container.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_316"] },
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/create-project.html"],
  noFix: "Builds of container images need it; whether there are any stands in the buildspec.",

  on: blocks("environment", "aws_codebuild_project"),
  check: setting("privileged_mode", byHand(is(false)), { fallback: false }),

  insecure: hcl`
    resource "aws_codebuild_project" "app" {
      name         = "app"
      service_role = "arn:aws:iam::123456789012:role/build"

      artifacts {
        location = "acme-builds"
        type     = "S3"
      }

      environment {
        compute_type    = "BUILD_GENERAL1_SMALL"
        image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        privileged_mode = true
        #                 ^^^^
        type            = "LINUX_CONTAINER"
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
        location = "acme-builds"
        type     = "S3"
      }

      environment {
        compute_type    = "BUILD_GENERAL1_SMALL"
        image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
        privileged_mode = false
        type            = "LINUX_CONTAINER"
      }

      source {
        location = "https://github.com/acme/app.git"
        type     = "GITHUB"
      }
    }
  `,
});
