import { plain, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-roles-not-apart",
  title: "Task role and execution role of the task are the same",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "The application may read the images and secrets of others.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_249"] },
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"],

  on: resources("aws_ecs_task_definition"),
  *check(definition) {
    const [own, starting] = [definition.get("task_role_arn"), definition.get("execution_role_arn")];
    const isSame =
      (plain(own) !== undefined && plain(own) !== "" && plain(own) === plain(starting)) ||
      (own.refs ?? []).some((ref) =>
        (starting.refs ?? []).some(
          (other) => other.type === ref.type && other.name === ref.name && other.mode === ref.mode,
        ),
      );
    if (!isSame) return;
    yield {
      at: own.at,
      fixes: () => [
        {
          title: "Give the task a role of its own",
          impact: "replacement",
          edits: [put(definition, "task_role_arn", stop("arn:aws:iam::123456789012:role/shop-task"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family             = "shop"
      execution_role_arn = "arn:aws:iam::123456789012:role/shop"
      task_role_arn      = "arn:aws:iam::123456789012:role/shop"
      #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ecs_task_definition" "shop" {
      container_definitions = jsonencode([{
        name  = "shop"
        image = "shop:1"
      }])
      family             = "shop"
      execution_role_arn = "arn:aws:iam::123456789012:role/shop"
      task_role_arn      = "arn:aws:iam::123456789012:role/shop-task"
    }
  `,
});
