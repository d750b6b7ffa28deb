import { holds, isSet, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appsync-without-logging",
  title: "AppSync API keeps no log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who asked for what.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_193"] },
  references: ["https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html"],

  on: resources("aws_appsync_graphql_api"),
  *check(api) {
    const role = api.get("log_config.cloudwatch_logs_role_arn");
    if (holds(role, isSet())) return;
    yield {
      at: api.header,
      fixes: () => [
        {
          title: "Log to CloudWatch",
          impact: "update",
          edits: putAll(api, {
            "log_config.cloudwatch_logs_role_arn": stop("arn:aws:iam::123456789012:role/appsync-logs"),
            "log_config.field_log_level": "ERROR",
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_appsync_graphql_api" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      authentication_type = "AWS_IAM"
      name                = "orders"
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
