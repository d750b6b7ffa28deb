import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-stage-without-tracing",
  title: "API stage is not traced",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a request did, and where it failed, is hard to find out.",
  controls: { "security-hub": ["APIGateway.3"] },
  aliases: {
    checkov: ["CKV_AWS_73"],
    trivy: ["AVD-AWS-0003"],
    tfsec: ["aws-api-gateway-enable-tracing"],
    kics: ["5813ef56-fa94-406a-b35d-977d4a56ff2b"],
  },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],

  on: resources("aws_api_gateway_stage"),
  check: setting("xray_tracing_enabled", is(true), { fallback: false, title: "Trace requests" }),

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
      deployment_id        = "d0a1b2"
      rest_api_id          = "a0b1c2d3e4"
      stage_name           = "prod"
      xray_tracing_enabled = true
    }
  `,
});
