import { isTrue, resources } from "../../kit/checks.ts";
import { replace } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { containers } from "./shapes/containers.ts";

export default rule({
  id: "aws-ecs-container-privileged",
  title: "Container is privileged: it has root on its host",
  severity: "high",
  responsibility: "customer",
  why: "Whoever breaks into the container owns the host, and every container on it.",
  controls: { "security-hub": ["ECS.4"] },
  aliases: { checkov: ["CKV_AWS_334"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],

  on: resources("aws_ecs_task_definition"),
  *check(definition) {
    for (const container of containers(definition)) {
      const value = container.entries.get("privileged")?.value;
      if (!value || !isTrue(value)) continue;
      yield {
        at: value.at,
        fixes: () => [
          {
            title: "Take the rights away",
            impact: "replacement",
            edits: [replace(definition, value.origin ?? value.at, false)],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name       = "shop"
        image      = "shop:1"
        privileged = true
        #            ^^^^
      }])
      family = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name       = "shop"
        image      = "shop:1"
        privileged = false
      }])
      family = "shop"
    }
  `,
});
