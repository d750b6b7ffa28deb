import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-apigateway-stage-without-client-certificate",
  title: "API stage presents no client certificate to its backend",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The backend cannot tell the API's calls from those of anyone else who reaches it.",
  controls: { "security-hub": ["APIGateway.2"] },
  aliases: { checkov: ["CKV2_AWS_51"], kics: ["0b4869fc-a842-4597-aa00-1294df425440"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],

  on: resources("aws_api_gateway_stage", "aws_apigatewayv2_stage"),
  check: setting("client_certificate_id", isSet(stop("id-of-the-client-certificate")), {
    title: "Show a client certificate",
  }),

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
      client_certificate_id = "id-of-the-client-certificate"
      deployment_id         = "d0a1b2"
      rest_api_id           = "a0b1c2d3e4"
      stage_name            = "prod"
    }
  `,
});
