import type { Resource } from "../../../language/model/resource.ts";
import { anywhere, plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-stage-without-usage-plan",
  title: "API stage has no usage plan",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One caller may use up what is there for all.",
  controls: {},
  aliases: { kics: ["b3a59b8e-94a3-403e-b6e2-527abaf12034", "c999cf62-0920-40f8-8dda-0caccd66ed7e"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"],
  noFix: "How much each caller may ask for is for the author to say, and callers have to be told apart by keys first.",

  on: resources("aws_api_gateway_stage"),
  *check(stage) {
    const plans = anywhere(stage, "aws_api_gateway_usage_plan");
    const isOwn = (plan: Resource) =>
      plan.isOpen("api_stages") ||
      plan.sections("api_stages").some((other) => {
        const name = other.get("stage");
        return (
          (name.state === "unknown" && !(name.refs ?? []).length) ||
          (name.refs ?? []).some((ref) => ref.name === stage.name && ref.type === stage.type) ||
          (plain(name) !== undefined && plain(name) === plain(stage.get("stage_name")))
        );
      });
    if (plans.some(isOwn)) return;
    yield {
      at: stage.header,
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_stage" "prod" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      deployment_id = "d0a1b2"
      rest_api_id   = "a0b1c2d3e4"
      stage_name    = "prod"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_stage" "prod" {
      deployment_id = "d0a1b2"
      rest_api_id   = "a0b1c2d3e4"
      stage_name    = "prod"
    }

    resource "aws_api_gateway_usage_plan" "prod" {
      name = "prod"

      api_stages {
        api_id = "a0b1c2d3e4"
        stage  = aws_api_gateway_stage.prod.stage_name
      }

      throttle_settings {
        burst_limit = 100
        rate_limit  = 50
      }
    }
  `,
});
