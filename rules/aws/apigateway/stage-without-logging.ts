import { holds, isSet, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";
import { forLogs } from "./shapes/log-role.ts";

/** Who called what, when, and how it ended. */
const format =
  "$context.requestId $context.identity.sourceIp $context.requestTime $context.httpMethod $context.path $context.status";

export default rule({
  id: "aws-apigateway-stage-without-logging",
  title: "API stage keeps no access log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who called what.",
  controls: { "security-hub": ["APIGateway.9"] },
  aliases: {
    checkov: ["CKV_AWS_76"],
    trivy: ["AVD-AWS-0001"],
    tfsec: ["aws-api-gateway-enable-access-logging"],
    kics: [
      "1b6799eb-4a7a-4b04-9001-8cceb9999326",
      "625abc0e-f980-4ac9-a775-f7519ee34296",
      "982aa526-6970-4c59-8b9b-2ce7e019fe36",
    ],
  },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],

  on: resources("aws_api_gateway_stage", "aws_apigatewayv2_stage"),
  *check(stage) {
    const destination = stage.get("access_log_settings.destination_arn");
    if (holds(destination, isSet())) return;
    yield {
      at: stage.header,
      fixes: () => {
        const group = newLogGroup(stage, "/aws/apigateway/");
        return [
          {
            title: "Log to CloudWatch",
            impact: stage.type === "aws_api_gateway_stage" ? forLogs(stage) : "update",
            edits: [
              ...putAll(stage, {
                "access_log_settings.destination_arn": expression(`${group.address}.arn`),
                "access_log_settings.format": format,
              }),
              group.edit,
            ],
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
      deployment_id = "d0a1b2"
      rest_api_id   = "a0b1c2d3e4"
      stage_name    = "prod"

      access_log_settings {
        destination_arn = aws_cloudwatch_log_group.prod.arn
        format          = "$context.requestId $context.identity.sourceIp $context.requestTime $context.httpMethod $context.path $context.status"
      }
    }

    resource "aws_cloudwatch_log_group" "prod" {
      name              = "/aws/apigateway/prod"
      retention_in_days = 365
    }
  `,
});
