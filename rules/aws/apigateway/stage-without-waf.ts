import { companions, items, plain, referred, resources } from "../../kit/checks.ts";
import { append, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-stage-without-waf",
  title: "No web application firewall (WAF) protects the public API",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "Floods and well-known attacks reach the application.",
  controls: { "security-hub": ["APIGateway.4"] },
  aliases: { checkov: ["CKV2_AWS_29"], kics: ["a186e82c-1078-4a7b-85d8-579561fde884"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],

  on: resources("aws_api_gateway_stage"),
  *check(stage) {
    const api = referred(stage.get("rest_api_id"), stage, "aws_api_gateway_rest_api");
    if (
      !api ||
      items(api.get("endpoint_configuration.types")).some(
        (type) => plain(type) === "PRIVATE" || type.state === "unknown",
      )
    )
      return;
    const associations = ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"].map((type) =>
      companions(stage, type, "resource_arn"),
    );
    if (associations.some(({ found, certain }) => found.length > 0 || !certain)) return;
    yield {
      at: stage.header,
      fixes: () => [
        {
          title: "Put a web ACL before it",
          impact: "disruption",
          edits: [
            append(stage, "aws_wafv2_web_acl_association", {
              resource_arn: expression(`aws_api_gateway_stage.${stage.name}.arn`),
              web_acl_arn: stop("arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/api/id"),
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"
    }

    resource "aws_api_gateway_stage" "prod" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      deployment_id = "d0a1b2"
      rest_api_id   = aws_api_gateway_rest_api.orders.id
      stage_name    = "prod"
    }
  `,
  secure: hcl`
    resource "aws_api_gateway_rest_api" "orders" {
      name = "orders"
    }

    resource "aws_api_gateway_stage" "prod" {
      deployment_id = "d0a1b2"
      rest_api_id   = aws_api_gateway_rest_api.orders.id
      stage_name    = "prod"
    }

    resource "aws_wafv2_web_acl_association" "prod" {
      resource_arn = aws_api_gateway_stage.prod.arn
      web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/api/id"
    }
  `,
});
