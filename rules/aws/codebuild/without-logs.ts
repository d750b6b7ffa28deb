import type { Section } from "../../../language/model/section.ts";
import { holds, noneOf, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codebuild-without-logs",
  title: "Logging of builds is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack on the pipeline nobody can tell what was run.",
  controls: { "security-hub": ["CodeBuild.4"] },
  aliases: { checkov: ["CKV_AWS_314"] },
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
  ],

  on: resources("aws_codebuild_project"),
  *check(project) {
    const kinds = ["cloudwatch_logs", "s3_logs"];
    const configs = project.sections("logs_config");
    if (project.isOpen("logs_config")) return;
    const isOn = (config: Section) =>
      kinds.some(
        (kind) =>
          config.isOpen(kind) ||
          config
            .sections(kind)
            .some((log) => holds(log.get("status"), noneOf(["DISABLED"]), kind === "s3_logs" ? "DISABLED" : "ENABLED")),
      );
    if (configs.some(isOn)) return;
    yield {
      at: configs[0]?.header ?? project.header,
      fixes: () => [
        {
          title: "Log to CloudWatch",
          impact: "update",
          edits: putAll(project, {
            "logs_config.cloudwatch_logs.group_name": `/aws/codebuild/${project.name}`,
            "logs_config.cloudwatch_logs.status": "ENABLED",
          }),
        },
      ],
    };
  },

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
        cloudwatch_logs {
          group_name = "/aws/codebuild/app"
          status     = "ENABLED"
        }
      }
    }
  `,
});
