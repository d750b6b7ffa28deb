import { isNot, plain, relatedTo, resources, setting } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-service-may-run-empty",
  title: "Service can be left without a running task",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Until the new ones are up, nobody is served.",
  controls: {},
  aliases: { kics: ["91f16d09-689e-4926-aca7-155157f634ed"] },
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html"],

  on: resources("aws_ecs_service"),
  *check(service) {
    // where no second task may run beside the first, it has to go before the next one comes
    if (!(Number(plain(service.get("deployment_maximum_percent"))) <= 100)) yield* keptUp(service);
    const count = service.get("desired_count");
    const strategy = service.get("scheduling_strategy");
    if (plain(count) !== 0 || !(strategy.state === "absent" || plain(strategy) === "REPLICA")) return;
    yield {
      at: count.at,
      ...relatedTo(count),
      message: "Service runs no task: its desired count is 0",
      fixes: () => [{ title: "Run one", impact: "disruption", edits: [put(service, "desired_count", 1)] }],
    };
  },

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

const keptUp = setting("deployment_minimum_healthy_percent", isNot(0, 100), {
  fallback: 100,
  impact: "disruption",
  message: "Service can be left without a running task during a deployment",
  title: "Keep all of them up",
});
