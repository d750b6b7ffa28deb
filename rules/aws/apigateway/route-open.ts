import { oneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-route-open",
  title: "Anyone who can reach the API can call this route",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever finds the URL may call it, as often as he likes.",
  controls: { "security-hub": ["APIGateway.8"] },
  aliases: { checkov: ["CKV_AWS_309"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],

  on: resources("aws_apigatewayv2_route"),
  check: setting("authorization_type", oneOf("AWS_IAM", "CUSTOM", "JWT"), {
    fallback: "NONE",
    impact: "disruption",
    title: "Ask for a signature of IAM",
  }),

  insecure: hcl`
    resource "aws_apigatewayv2_route" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      api_id    = "a0b1c2d3e4"
      route_key = "GET /orders"
    }
  `,
  secure: hcl`
    resource "aws_apigatewayv2_route" "orders" {
      api_id             = "a0b1c2d3e4"
      authorization_type = "AWS_IAM"
      route_key          = "GET /orders"
    }
  `,
});
