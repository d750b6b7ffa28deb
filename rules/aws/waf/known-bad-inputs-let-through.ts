import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, noneOf, plain, resources } from "../../kit/checks.ts";
import { addBlock, block, put, remove, removeBlock } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

const bad = "AWSManagedRulesKnownBadInputsRuleSet";

export default rule({
  id: "aws-waf-known-bad-inputs-let-through",
  title: "Web ACL does not block known attacks such as Log4j",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "Requests that exploit Log4j and the like reach the application; AWS keeps a group of rules against them.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_192"] },
  references: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html"],

  on: resources("aws_wafv2_web_acl"),
  *check(acl) {
    const [group] = acl
      .sections("rule")
      .flatMap((rule) => rule.sections("statement"))
      .flatMap((statement) => statement.sections("managed_rule_group_statement"))
      .filter((managed) => holds(managed.get("name"), is(bad)));
    if (!group) {
      if (acl.isOpen("rule") || acl.get("rule_json").state !== "absent") return;
      yield {
        at: acl.header,
        fixes: () => [
          { title: "Refuse known bad inputs", impact: "disruption", edits: [addBlock(acl, "rule", refusal(acl))] },
        ],
      };
      return;
    }
    const countedRule = acl
      .sections("rule")
      .find(
        (each) =>
          each.sections("override_action").some((action) => action.sections("count").length > 0) &&
          each
            .sections("statement")
            .some((statement) =>
              statement
                .sections("managed_rule_group_statement")
                .some((managed) => holds(managed.get("name"), is(bad)) && plain(managed.get("name")) !== undefined),
            ),
      );
    const [counted] = countedRule?.sections("override_action") ?? [];
    if (counted)
      yield {
        at: counted.header,
        message: "Web ACL only counts known attacks and lets them through",
        fixes: () => [
          {
            title: "Refuse them",
            impact: "disruption",
            edits: [put(counted, "none", block({})), ...remove(counted, "count")],
          },
        ],
      };
    for (const name of ["excluded_rule", "rule_action_override"])
      for (const exception of group.sections(name)) {
        const isCounted =
          name === "excluded_rule" ||
          exception
            .sections("action_to_use")
            .some((action) => action.sections("count").length + action.sections("allow").length > 0);
        if (
          !holds(
            exception.get("name"),
            noneOf(["Log4JRCE", "Log4JRCE_HEADER", "Log4JRCE_BODY", "Log4JRCE_URIPATH", "Log4JRCE_QUERYSTRING"]),
          ) &&
          isCounted
        )
          yield {
            at: exception.header,
            message: "Web ACL lets attacks on Log4j through",
            fixes: () => [{ title: "Refuse them", impact: "disruption", edits: [removeBlock(exception)] }],
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
    }
  `,
});

function refusal(acl: Resource) {
  const priorities = acl.sections("rule").map((rule) => Number(plain(rule.get("priority")) ?? 0));
  return {
    name: "known-bad-inputs",
    priority: Math.max(0, ...priorities) + 1,
    override_action: block({ none: block({}) }),
    statement: block({ managed_rule_group_statement: block({ name: bad, vendor_name: "AWS" }) }),
    visibility_config: block({
      cloudwatch_metrics_enabled: true,
      metric_name: "known-bad-inputs",
      sampled_requests_enabled: true,
    }),
  };
}
