import { companions, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-api-without-authorizer",
  title: "API has no authorizer",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Each method has to find out for itself who calls.",
  controls: {},
  aliases: { kics: ["0a96ce49-4163-4ee6-8169-eb3b0797d694"] },
  references: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html"],
  noFix: "Who may call, and by what they show it, is for the author to say.",

  on: resources("aws_api_gateway_rest_api"),
  *check(api) {
    const { found, certain } = companions(api, "aws_api_gateway_authorizer", "rest_api_id");
    if (found.length > 0 || !certain) return;
    yield {
      at: api.header,
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"
    }

    resource "aws_api_gateway_authorizer" "orders" {
      name          = "orders"
      provider_arns = ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/id"]
      rest_api_id   = aws_api_gateway_rest_api.orders.id
      type          = "COGNITO_USER_POOLS"
    }
  `,
});
