import { holds, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-platform-pinned",
  title: "Service stays on an old Fargate platform version",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Known holes in it stay open until somebody changes the number.",
  controls: { "security-hub": ["ECS.10"] },
  aliases: { checkov: ["CKV_AWS_332"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],

  on: resources("aws_ecs_service").where((service) => holds(service.get("launch_type"), is("FARGATE"), "EC2")),
  check: setting("platform_version", is("LATEST"), {
    fallback: "LATEST",
    impact: "disruption",
    title: "Take the newest",
  }),

  insecure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster          = "shop"
      launch_type      = "FARGATE"
      name             = "shop"
      task_definition  = "shop:1"
      platform_version = "1.3.0"
      #                  ^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster          = "shop"
      launch_type      = "FARGATE"
      name             = "shop"
      task_definition  = "shop:1"
      platform_version = "LATEST"
    }
  `,
});
