import { holds, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appsync-fields-not-logged",
  title: "AppSync does not log errors of fields",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A query that fails in one field leaves no trace.",
  controls: { "security-hub": ["AppSync.2"] },
  aliases: { checkov: ["CKV_AWS_194"] },
  references: [
    "https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
  ],

  on: resources("aws_appsync_graphql_api"),
  *check(api) {
    const level = api.get("log_config.field_log_level");
    if (holds(level, oneOf("ERROR", "ALL", "INFO", "DEBUG"))) return;
    const [config] = api.sections("log_config");
    yield {
      at: level.at,
      ...relatedTo(level),
      fixes: () => [
        {
          title: "Log errors of fields",
          impact: "update",
          edits: putAll(api, {
            ...(!config && {
              "log_config.cloudwatch_logs_role_arn": stop("arn:aws:iam::123456789012:role/appsync-logs"),
            }),
            "log_config.field_log_level": "ERROR",
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_appsync_graphql_api" "orders" {
      authentication_type = "AWS_IAM"
      name                = "orders"

      log_config {
        cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/appsync-logs"
        field_log_level          = "NONE"
        #                          ^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_appsync_graphql_api" "orders" {
      authentication_type = "AWS_IAM"
      name                = "orders"

      log_config {
        cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/appsync-logs"
        field_log_level          = "ERROR"
      }
    }
  `,
});
