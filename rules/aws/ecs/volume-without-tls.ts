import { blocks, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-volume-without-tls",
  title: "Task mounts its file system without encryption in transit",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads the files.",
  controls: { "security-hub": ["ECS.18"] },
  aliases: {
    checkov: ["CKV_AWS_97"],
    trivy: ["AVD-AWS-0035"],
    tfsec: ["aws-ecs-enable-in-transit-encryption"],
    kics: ["4d46ff3b-7160-41d1-a310-71d6d370b08f"],
  },
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html"],

  on: blocks("volume.efs_volume_configuration", "aws_ecs_task_definition"),
  check: setting("transit_encryption", is("ENABLED"), {
    fallback: "DISABLED",
    impact: "replacement",
    title: "Encrypt the way to the files",
  }),

  insecure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family = "shop"

      volume {
        name = "files"

        efs_volume_configuration {
        #^^^^^^^^^^^^^^^^^^^^^^^
          file_system_id = "fs-0a1b2c3d"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family = "shop"

      volume {
        name = "files"

        efs_volume_configuration {
          file_system_id     = "fs-0a1b2c3d"
          transit_encryption = "ENABLED"
        }
      }
    }
  `,
});
