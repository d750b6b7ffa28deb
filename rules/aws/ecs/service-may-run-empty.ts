import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-service-may-run-empty",
  title: "A deployment may stop every task of a service",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Until the new ones are up, nobody is served.",
  controls: {},
  aliases: ["91f16d09-689e-4926-aca7-155157f634ed"],
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html"],

  on: resources("aws_ecs_service"),
  check: setting("deployment_minimum_healthy_percent", isNot(0, 100), { fallback: 100, title: "Keep all of them up" }),

  insecure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster                            = "shop"
      launch_type                        = "FARGATE"
      name                               = "shop"
      task_definition                    = "shop:1"
      deployment_minimum_healthy_percent = 0
      #                                    ^
    }
  `,
  secure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster                            = "shop"
      launch_type                        = "FARGATE"
      name                               = "shop"
      task_definition                    = "shop:1"
      deployment_minimum_healthy_percent = 100
    }
  `,
});
