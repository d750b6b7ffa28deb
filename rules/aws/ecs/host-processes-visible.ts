import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-host-processes-visible",
  title: "Containers see the processes of their host",
  severity: "high",
  responsibility: "customer",
  why: "Whoever breaks into a container reads the memory and the environment of what else runs there.",
  controls: { "security-hub": ["ECS.3"] },
  aliases: { checkov: ["CKV_AWS_335"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],

  on: resources("aws_ecs_task_definition"),
  *check(definition) {
    const mode = definition.get("pid_mode");
    if (plain(mode) !== "host") return;
    yield {
      at: mode.at,
      ...relatedTo(mode),
      fixes: () => [{ title: "Keep them apart", impact: "replacement", edits: remove(definition, "pid_mode") }],
    };
  },

  insecure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family   = "shop"
      pid_mode = "host"
      #          ^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family = "shop"
    }
  `,
});
