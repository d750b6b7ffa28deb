import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-waf-classic-without-logging",
  title: "WAF Classic web ACL keeps no log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what was let through.",
  controls: { "security-hub": ["WAF.1"] },
  aliases: { checkov: ["CKV_AWS_176"] },
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/classic-logging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
  ],

  on: resources("aws_waf_web_acl", "aws_wafregional_web_acl"),
  check: setting(
    "logging_configuration.log_destination",
    isSet(stop("arn:aws:firehose:eu-west-1:123456789012:deliverystream/aws-waf-logs-site")),
    { title: "Log to Firehose" },
  ),

  insecure: hcl`
    resource "aws_waf_web_acl" "site" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      metric_name = "site"
      name        = "site"

      default_action {
        type = "ALLOW"
      }
    }
  `,
  secure: hcl`
    resource "aws_waf_web_acl" "site" {
      metric_name = "site"
      name        = "site"

      default_action {
        type = "ALLOW"
      }

      logging_configuration {
        log_destination = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/aws-waf-logs-site"
      }
    }
  `,
});
