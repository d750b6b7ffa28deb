import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-sessions-not-logged",
  title: "Sessions in containers (ECS Exec) are not logged",
  severity: "low",
  responsibility: "customer",
  why: "After a break-in nobody can tell what was typed.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_223"] },
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"],
  uncovers: ["aws-ecs-sessions-without-own-key"],

  on: resources("aws_ecs_cluster"),
  check: setting("configuration.execute_command_configuration.logging", noneOf(["NONE"], "DEFAULT"), {
    fallback: "DEFAULT",
    title: "Log sessions",
  }),

  insecure: hcl`
    resource "aws_ecs_cluster" "shop" {
      name = "shop"

      configuration {
        execute_command_configuration {
          logging = "NONE"
          #         ^^^^^^
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_ecs_cluster" "shop" {
      name = "shop"

      configuration {
        execute_command_configuration {
          logging = "DEFAULT"
        }
      }
    }
  `,
});
