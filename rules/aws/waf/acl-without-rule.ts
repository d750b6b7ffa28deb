import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-waf-acl-without-rule",
  title: "Web ACL has no rule: it blocks nothing",
  severity: "medium",
  responsibility: "customer",
  why: "It stops nothing.",
  controls: { "security-hub": ["WAF.10"] },
  aliases: { checkov: ["CKV_AWS_175"] },
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
  ],
  noFix: "Which rules stand before an application is for its owner to say.",

  on: resources("aws_wafv2_web_acl", "aws_waf_web_acl", "aws_wafregional_web_acl"),
  *check(acl) {
    const name = acl.type === "aws_waf_web_acl" ? "rules" : "rule";
    if (
      acl.sections(name).some((rule) => [...rule.values()].length > 0) ||
      acl.isOpen(name) ||
      acl.get("rule_json").state !== "absent"
    )
      return;
    yield { at: acl.header };
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

      rule {
        name     = "known-bad-inputs"
        priority = 1

        override_action {
          none {}
        }

        statement {
          managed_rule_group_statement {
            name        = "AWSManagedRulesKnownBadInputsRuleSet"
            vendor_name = "AWS"
          }
        }

        visibility_config {
          cloudwatch_metrics_enabled = true
          metric_name                = "known-bad-inputs"
          sampled_requests_enabled   = true
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "site"
        sampled_requests_enabled   = true
      }
    }
  `,
});
