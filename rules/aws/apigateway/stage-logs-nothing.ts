import type { Resource } from "../../../language/model/resource.ts";
import { anywhere, holds, is, oneOf, resources } from "../../kit/checks.ts";
import { append, block, expression, putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";
import { forLogs } from "./shapes/log-role.ts";

export default rule({
  id: "aws-apigateway-stage-logs-nothing",
  title: "API stage logs no errors or publishes no metrics",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what failed and why.",
  controls: { "security-hub": ["APIGateway.1"] },
  aliases: { checkov: ["CKV2_AWS_4"] },
  references: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ],
  uncovers: ["aws-apigateway-method-without-cache"],

  on: resources("aws_api_gateway_stage"),
  *check(stage) {
    const all = anywhere(stage, "aws_api_gateway_method_settings");
    const isOwn = (settings: Resource) => {
      const name = settings.get("stage_name");
      return (
        stage.isMeantBy(name) || (name.refs ?? []).some(({ type, name }) => type === stage.type && name === stage.name)
      );
    };
    const own = all.filter(isOwn);
    const says = (settings: Resource) =>
      holds(settings.get("settings.logging_level"), oneOf("INFO", "ERROR"), "OFF") &&
      holds(settings.get("settings.metrics_enabled"), is(true), false);
    if (own.length > 0 && own.every(says)) return;
    if (
      own.length === 0 &&
      all.some(
        (settings) => settings.get("stage_name").state === "unknown" && !(settings.get("stage_name").refs ?? []).length,
      )
    )
      return;
    yield {
      at: stage.header,
      fixes: () => [
        {
          title: "Log errors",
          impact: forLogs(stage),
          edits:
            own.length > 0
              ? own.flatMap((settings) =>
                  putAll(settings, { "settings.logging_level": "ERROR", "settings.metrics_enabled": true }),
                )
              : [
                  append(stage, "aws_api_gateway_method_settings", {
                    method_path: "*/*",
                    rest_api_id: copied(stage, "rest_api_id"),
                    stage_name: expression(`aws_api_gateway_stage.${stage.name}.stage_name`),
                    settings: block({ logging_level: "ERROR", metrics_enabled: true }),
                  }),
                ],
        },
      ],
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
    }

    resource "aws_api_gateway_method_settings" "prod" {
      method_path = "*/*"
      rest_api_id = "a0b1c2d3e4"
      stage_name  = aws_api_gateway_stage.prod.stage_name

      settings {
        logging_level   = "ERROR"
        metrics_enabled = true
      }
    }
  `,
});

/** As it is written there. */
const copied = (stage: Resource, name: string) => expression(sourceText(stage, name) ?? '""');
