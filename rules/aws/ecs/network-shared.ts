import { byHand, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-network-shared",
  title: "Containers share the network of their host",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A security group cannot tell one from another.",
  controls: { "security-hub": ["ECS.17"] },
  aliases: { kics: ["9f4a9409-9c60-4671-be96-9716dbf63db1"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],
  noFix:
    "With a network of its own a task needs subnets and groups from its service, and a target group that takes addresses.",

  on: resources("aws_ecs_task_definition"),
  check: setting("network_mode", byHand(is("awsvpc")), { fallback: "bridge" }),

  insecure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family       = "shop"
      network_mode = "host"
      #              ^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family       = "shop"
      network_mode = "awsvpc"
    }
  `,
});
