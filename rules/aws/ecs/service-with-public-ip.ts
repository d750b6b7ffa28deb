import { byHand, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isOnlyWayOut } from "../vpc/shapes/subnet.ts";

export default rule({
  id: "aws-ecs-service-with-public-ip",
  title: "Tasks of the service get public IP addresses",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "One mistake in a security group opens them to the world.",
  controls: { "security-hub": ["ECS.2"] },
  aliases: { checkov: ["CKV_AWS_333"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],

  on: resources("aws_ecs_service"),
  check: (service) =>
    setting("network_configuration.assign_public_ip", isOnlyWayOut(service) ? byHand(is(false)) : is(false), {
      fallback: false,
      impact: "disruption",
      title: "Give them private addresses",
    })(service),

  insecure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster         = "shop"
      launch_type     = "FARGATE"
      name            = "shop"
      task_definition = "shop:1"

      network_configuration {
        assign_public_ip = true
        #                  ^^^^
        subnets          = ["subnet-0a1b2c3d"]
      }
    }
  `,
  secure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster         = "shop"
      launch_type     = "FARGATE"
      name            = "shop"
      task_definition = "shop:1"

      network_configuration {
        assign_public_ip = false
        subnets          = ["subnet-0a1b2c3d"]
      }
    }
  `,
});
