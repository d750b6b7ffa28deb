import { holds, isSet, relatedTo, resources } from "../../kit/checks.ts";
import { expression, put, resourceBeside } from "../../kit/edits.ts";
import { ownName } from "../../kit/placement.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";

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
  *check(method) {
    const named = method.get("request_validator_id");
    if (holds(named, isSet())) return;
    yield {
      at: named.at,
      ...relatedTo(named),
      fixes: () => {
        const validator = resourceBeside(method, "aws_api_gateway_request_validator", {
          name: ownName(method),
          rest_api_id: expression(sourceText(method, "rest_api_id") ?? '""'),
          validate_request_body: true,
          validate_request_parameters: true,
        });
        return [
          {
            title: "Refuse requests without what the method asks for",
            impact: "disruption",
            edits: [put(method, "request_validator_id", expression(`${validator.address}.id`)), validator.edit],
          },
        ];
      },
    };
  },

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
      request_validator_id = aws_api_gateway_request_validator.read.id
    }

    resource "aws_api_gateway_request_validator" "read" {
      name                        = "read"
      rest_api_id                 = "a0b1c2d3e4"
      validate_request_body       = true
      validate_request_parameters = true
    }
  `,
});
