import { byHand, holds, is, noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-method-without-key",
  title: "API method requires no API key",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Nobody's calls can be counted or held to a quota.",
  controls: {},
  aliases: { kics: ["671211c5-5d2a-4e97-8867-30fc28b02216"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-restapi.html",
  ],
  noFix: "Every caller has to be given a key first, which counts calls and proves nothing of who calls.",

  // a browser asks by OPTIONS what it may send, and sends no key along
  on: resources("aws_api_gateway_method").where((method) => holds(method.get("http_method"), noneOf(["OPTIONS"]))),
  check: setting("api_key_required", byHand(is(true)), { fallback: false }),

  insecure: hcl`
    resource "aws_api_gateway_method" "read" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      http_method   = "GET"
      resource_id   = "r0s1t2"
      rest_api_id   = "a0b1c2d3e4"
      authorization = "AWS_IAM"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_method" "read" {
      http_method      = "GET"
      resource_id      = "r0s1t2"
      rest_api_id      = "a0b1c2d3e4"
      authorization    = "AWS_IAM"
      api_key_required = true
    }
  `,
});
