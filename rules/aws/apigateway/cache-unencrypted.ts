import { is, isTrue, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-cache-unencrypted",
  title: "API cache is not encrypted",
  severity: "medium",
  profileDependsOn:
    "whether encryption is switched off: without a word AWS's default decides, for answers that are soon gone",
  responsibility: "customer",
  why: "Answers to one user lie readable on the disk of the cache.",
  controls: { "security-hub": ["APIGateway.5"] },
  aliases: {
    checkov: ["CKV_AWS_308"],
    trivy: ["AVD-AWS-0002"],
    tfsec: ["aws-api-gateway-enable-cache-encryption"],
    kics: ["b7c9a40c-23e4-4a2d-8d39-a3352f10f288"],
  },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],

  on: resources("aws_api_gateway_method_settings").where((settings) =>
    isTrue(settings.get("settings.caching_enabled")),
  ),
  check: setting("settings.cache_data_encrypted", is(true), {
    fallback: false,
    title: "Encrypt the cache",
    unwritten: "all",
  }),

  insecure: hcl`
    resource "aws_api_gateway_method_settings" "all" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = "prod"

      settings {
      #^^^^^^^
        caching_enabled = true
      }
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_method_settings" "all" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = "prod"

      settings {
        cache_data_encrypted = true
        caching_enabled      = true
      }
    }
  `,
});
