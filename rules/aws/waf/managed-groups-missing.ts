import type { Resource } from "../../../language/model/resource.ts";
import { plain, resources } from "../../kit/checks.ts";
import { addBlock, block } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { managedGroups, webAcls } from "./shapes/web-acl.ts";

/** AWS's groups of rules, and whom they keep out. */
const wanted: ReadonlyMap<string, string> = new Map([
  ["AWSManagedRulesAnonymousIpList", "anonymous senders"],
  ["AWSManagedRulesKnownBadInputsRuleSet", "known attacks such as Log4j"],
]);

export default rule({
  id: "aws-waf-managed-groups-missing",
  title: "Web ACL does not block anonymous senders or known attacks",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "Requests that exploit Log4j, or hide where they come from, reach the application.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_47", "CKV2_AWS_76", "CKV2_AWS_77", "CKV2_AWS_78"] },
  references: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html"],

  on: resources(
    "aws_cloudfront_distribution",
    "aws_lb",
    "aws_alb",
    "aws_api_gateway_stage",
    "aws_apigatewayv2_api",
    "aws_apigatewayv2_stage",
    "aws_appsync_graphql_api",
  ),
  *check(resource) {
    for (const acl of webAcls(resource)) {
      const groups = managedGroups(acl);
      const missing = [...wanted.keys()].filter((name) => !groups.has(name));
      if (missing.length === 0 || acl.isOpen("rule") || acl.get("rule_json").state !== "absent") continue;
      yield {
        at: acl.header,
        subject: resource,
        message: `Web ACL does not block ${missing.map((name) => wanted.get(name)).join(" or ")}`,
        fixes: () => [
          {
            title: "Take in AWS's groups",
            impact: "disruption",
            edits: missing.map((name, index) => addBlock(acl, "rule", taking(acl, name, index))),
          },
        ],
      };
    }
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

    resource "aws_wafv2_web_acl_association" "site" {
      resource_arn = aws_lb.site.arn
      web_acl_arn  = aws_wafv2_web_acl.site.arn
    }

    resource "aws_lb" "site" {
      name = "site"
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

      rule {
        name     = "AWSManagedRulesAnonymousIpList"
        priority = 1

        override_action {
          none {}
        }

        statement {
          managed_rule_group_statement {
            name        = "AWSManagedRulesAnonymousIpList"
            vendor_name = "AWS"
          }
        }

        visibility_config {
          cloudwatch_metrics_enabled = true
          metric_name                = "AWSManagedRulesAnonymousIpList"
          sampled_requests_enabled   = true
        }
      }

      rule {
        name     = "AWSManagedRulesKnownBadInputsRuleSet"
        priority = 2

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
          metric_name                = "AWSManagedRulesKnownBadInputsRuleSet"
          sampled_requests_enabled   = true
        }
      }
    }

    resource "aws_wafv2_web_acl_association" "site" {
      resource_arn = aws_lb.site.arn
      web_acl_arn  = aws_wafv2_web_acl.site.arn
    }

    resource "aws_lb" "site" {
      name = "site"
    }
  `,
});

function taking(acl: Resource, name: string, index: number) {
  const priorities = acl.sections("rule").map((rule) => Number(plain(rule.get("priority")) ?? 0));
  return {
    name,
    priority: Math.max(0, ...priorities) + 1 + index,
    override_action: block({ none: block({}) }),
    statement: block({ managed_rule_group_statement: block({ name, vendor_name: "AWS" }) }),
    visibility_config: block({ cloudwatch_metrics_enabled: true, metric_name: name, sampled_requests_enabled: true }),
  };
}
