import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-stage-without-cache",
  title: "API stage does not cache responses",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A flood of equal requests reaches what lies behind the API.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_120"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  noFix:
    "Which answers may be served again, and by what they are told apart, is for the author to say: one caller must not get another's.",

  on: resources("aws_api_gateway_stage"),
  *check(stage) {
    const cached = stage.get("cache_cluster_enabled");
    if (holds(cached, is(true), false)) return;
    yield {
      at: cached.at,
      ...relatedTo(cached),
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
      cache_cluster_enabled = true
      cache_cluster_size    = "0.5"
      deployment_id         = "d0a1b2"
      rest_api_id           = "a0b1c2d3e4"
      stage_name            = "prod"
    }
  `,
});
