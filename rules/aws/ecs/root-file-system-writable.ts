import { holds, is, plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { containers } from "./shapes/containers.ts";

export default rule({
  id: "aws-ecs-root-file-system-writable",
  title: "Container can write to its root file system",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever breaks in can change the program and leave tools behind.",
  controls: { "security-hub": ["ECS.5"] },
  aliases: { checkov: ["CKV_AWS_336"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],
  noFix: "What the container writes, and where, has to be known first: each such place needs a volume.",

  on: resources("aws_ecs_task_definition"),
  *check(definition) {
    for (const container of containers(definition)) {
      const written = container.entries.get("readonlyRootFilesystem");
      if (written ? holds(written.value, is(true)) : container.open) continue;
      const name = container.entries.get("name");
      const named = name && plain(name.value);
      yield {
        at: written ? written.value.at : (name?.value.at ?? definition.header),
        ...(named !== undefined && { message: `Container \`${named}\` can write to its root file system` }),
      };
    }
  },

  insecure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name                   = "shop"
        image                  = "shop:1"
        readonlyRootFilesystem = false
        #                        ^^^^^
      }])
      family = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name                   = "shop"
        image                  = "shop:1"
        readonlyRootFilesystem = true
      }])
      family = "shop"
    }
  `,
});
