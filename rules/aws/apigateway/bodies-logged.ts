import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-bodies-logged",
  title: "API logs full requests and responses",
  severity: "medium",
  responsibility: "customer",
  why: "Passwords, tokens and personal data stand in the log for everyone who may read it.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_276"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],

  on: resources("aws_api_gateway_method_settings"),
  check: setting("settings.data_trace_enabled", is(false), { fallback: false, title: "Leave bodies out of the log" }),

  insecure: hcl`
    resource "aws_api_gateway_method_settings" "all" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = "prod"

      settings {
        data_trace_enabled = true
        #                    ^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_method_settings" "all" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = "prod"

      settings {
        data_trace_enabled = false
      }
    }
  `,
});
