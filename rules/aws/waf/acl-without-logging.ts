import { companions, resources } from "../../kit/checks.ts";
import { append, expression } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";

export default rule({
  id: "aws-waf-acl-without-logging",
  title: "Web ACL keeps no log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what was let through.",
  controls: { "security-hub": ["WAF.11"] },
  aliases: { checkov: ["CKV2_AWS_31"] },
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
  ],

  on: resources("aws_wafv2_web_acl"),
  *check(acl) {
    const { found, certain } = companions(acl, "aws_wafv2_web_acl_logging_configuration", "resource_arn");
    if (found.length > 0 || !certain) return;
    yield {
      at: acl.header,
      fixes: () => {
        const group = newLogGroup(acl, "aws-waf-logs-", `${acl.name}_waf`);
        return [
          {
            title: "Log to CloudWatch",
            impact: "update",
            edits: [
              append(acl, "aws_wafv2_web_acl_logging_configuration", {
                log_destination_configs: [expression(`${group.address}.arn`)],
                resource_arn: expression(`aws_wafv2_web_acl.${acl.name}.arn`),
              }),
              group.edit,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_wafv2_web_acl" "site" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name  = "site"
      scope = "REGIONAL"

      default_action {
        allow {}
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "site"
        sampled_requests_enabled   = true
      }
    }
  `,
  secure: hcl`
    resource "aws_wafv2_web_acl" "site" {
      name  = "site"
      scope = "REGIONAL"

      default_action {
        allow {}
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "site"
        sampled_requests_enabled   = true
      }
    }

    resource "aws_wafv2_web_acl_logging_configuration" "site" {
      log_destination_configs = [aws_cloudwatch_log_group.site_waf.arn]
      resource_arn            = aws_wafv2_web_acl.site.arn
    }

    resource "aws_cloudwatch_log_group" "site_waf" {
      name              = "aws-waf-logs-site"
      retention_in_days = 365
    }
  `,
});
