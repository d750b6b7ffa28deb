import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-method-without-validation",
  title: "API method does not validate requests",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Malformed requests reach the code behind it.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_53"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
  ],

  on: resources("aws_api_gateway_method"),
  check: setting("request_validator_id", isSet(stop("id-of-the-validator")), { title: "Name a validator" }),

  insecure: hcl`
    resource "aws_api_gateway_method" "read" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      http_method   = "POST"
      resource_id   = "r0s1t2"
      rest_api_id   = "a0b1c2d3e4"
      authorization = "AWS_IAM"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_method" "read" {
      http_method          = "POST"
      resource_id          = "r0s1t2"
      rest_api_id          = "a0b1c2d3e4"
      authorization        = "AWS_IAM"
      request_validator_id = "id-of-the-validator"
    }
  `,
});
