import { byHand, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-method-without-cache",
  title: "API does not cache responses",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A flood of equal requests reaches what lies behind the API.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_225"], trivy: ["AVD-AWS-0190"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  noFix:
    "Which answers may be served again, and by what they are told apart, is for the author to say: one caller must not get another's.",

  on: resources("aws_api_gateway_method_settings"),
  check: setting("settings.caching_enabled", byHand(is(true)), { fallback: false }),

  insecure: hcl`
    resource "aws_api_gateway_method_settings" "all" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = "prod"

      settings {
      #^^^^^^^
        metrics_enabled = true
      }
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_method_settings" "all" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = "prod"

      settings {
        caching_enabled = true
        metrics_enabled = true
      }
    }
  `,
});
