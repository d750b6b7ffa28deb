import { resources } from "../../kit/checks.ts";
import { block, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-waf-rule-without-action",
  title: "Rule of the web ACL has no action",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS refuses the web ACL, or what matches is let through.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_342"] },
  references: ["https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html"],

  on: resources(
    "aws_wafv2_web_acl",
    "aws_wafv2_rule_group",
    "aws_waf_web_acl",
    "aws_waf_rule_group",
    "aws_wafregional_web_acl",
    "aws_wafregional_rule_group",
  ),
  *check(acl) {
    const isWafv2 = acl.type.startsWith("aws_wafv2");
    for (const name of ["rule", "rules", "activated_rule"])
      for (const rule of acl.sections(name)) {
        const isSaid = ["action", "override_action"].some(
          (each) =>
            rule.sections(each).some((said) => isWafv2 || said.get("type").state !== "absent") || rule.isOpen(each),
        );
        if (isSaid || rule.sections("statement").some((statement) => statement.isOpen("managed_rule_group_statement")))
          continue;
        const managed = rule
          .sections("statement")
          .some((statement) => statement.sections("managed_rule_group_statement").length > 0);
        if (managed) continue;
        yield {
          at: rule.header,
          fixes: () => [
            {
              title: "Block what matches",
              impact: "disruption",
              edits: [
                put(
                  rule,
                  "action",
                  acl.type.startsWith("aws_wafv2") ? block({ block: block({}) }) : block({ type: "BLOCK" }),
                ),
              ],
            },
          ],
        };
      }
  },

  insecure: hcl`
    resource "aws_waf_rule_group" "site" {
      metric_name = "site"
      name        = "site"

      activated_rule {
      #^^^^^^^^^^^^^
        priority = 1
        rule_id  = "0a1b2c3d"
        type     = "REGULAR"
      }
    }
  `,
  secure: hcl`
    resource "aws_waf_rule_group" "site" {
      metric_name = "site"
      name        = "site"

      activated_rule {
        priority = 1
        rule_id  = "0a1b2c3d"
        type     = "REGULAR"

        action {
          type = "BLOCK"
        }
      }
    }
  `,
});
