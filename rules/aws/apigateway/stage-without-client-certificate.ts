import { holds, isSet, relatedTo, resources } from "../../kit/checks.ts";
import { expression, put, resourceBeside } from "../../kit/edits.ts";
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
  *check(stage) {
    const named = stage.get("client_certificate_id");
    if (holds(named, isSet())) return;
    yield {
      at: named.at,
      ...relatedTo(named),
      fixes: () => {
        const certificate = resourceBeside(stage, "aws_api_gateway_client_certificate", {
          description: "Shown to the backend",
        });
        return [
          {
            title: "Show a client certificate, which the backend can ask for then",
            impact: "update",
            edits: [put(stage, "client_certificate_id", expression(`${certificate.address}.id`)), certificate.edit],
          },
        ];
      },
    };
  },

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
      client_certificate_id = aws_api_gateway_client_certificate.prod.id
      deployment_id         = "d0a1b2"
      rest_api_id           = "a0b1c2d3e4"
      stage_name            = "prod"
    }

    resource "aws_api_gateway_client_certificate" "prod" {
      description = "Shown to the backend"
    }
  `,
});
