import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import { companions, resources } from "../../kit/checks.ts";
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
      acl.get("rule_json").state !== "absent" ||
      acl.sections("default_action").some(blocks) ||
      (acl.type === "aws_wafv2_web_acl" && hasRulesBeside(acl))
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

const blocks = (action: Section): boolean => action.sections("block").length > 0;

/** Whether rules that are resources of their own are put into it. */
const hasRulesBeside = (acl: Resource): boolean =>
  ["aws_wafv2_web_acl_rule", "aws_wafv2_web_acl_rule_group_association"].some((type) => {
    const { found, certain } = companions(acl, type, "web_acl_arn");
    return found.length > 0 || !certain;
  });
