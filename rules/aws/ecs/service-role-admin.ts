import { plain, resources } from "../../kit/checks.ts";
import { remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-service-role-admin",
  title: "Service's role has the name of an administrator's",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever breaks into the service owns the account.",
  controls: {},
  aliases: { kics: ["3206240f-2e87-4e58-8d24-3e19e7c83d7c"] },
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html"],

  on: resources("aws_ecs_service"),
  *check(service) {
    const role = service.get("iam_role");
    if (!/admin/i.test(String(plain(role) ?? "")) && !(role.refs ?? []).some(({ name }) => /admin/i.test(name))) return;
    yield {
      at: role.at,
      fixes: () => [{ title: "Take the role of ECS", impact: "replacement", edits: remove(service, "iam_role") }],
    };
  },

  insecure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster         = "shop"
      iam_role        = "arn:aws:iam::123456789012:role/Admin"
      #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name            = "shop"
      task_definition = "shop:1"
    }
  `,
  secure: hcl`
    resource "aws_ecs_service" "shop" {
      cluster         = "shop"
      name            = "shop"
      task_definition = "shop:1"
    }
  `,
});
