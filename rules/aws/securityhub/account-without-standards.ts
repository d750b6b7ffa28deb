import { isCallingUnseen, isFalse, relatedTo, resources } from "../../kit/checks.ts";
import { append, concat, expression } from "../../kit/edits.ts";
import { lookup } from "../../kit/placement.ts";
import { hcl, rule } from "../../kit/rule.ts";

const practices = "standards/aws-foundational-security-best-practices/v/1.0.0";

export default rule({
  id: "aws-securityhub-account-without-standards",
  title: "Security Hub checks no standard",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Security Hub is on and compares the account with nothing: it only collects what others find.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/standards-view-manage.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/securityhub_standards_subscription",
  ],

  on: resources("aws_securityhub_account"),
  *check(account, module) {
    const value = account.get("enable_default_standards");
    const subscriptions = [...module.root.tree()].flatMap((each) =>
      each.ofType("aws_securityhub_standards_subscription"),
    );
    if (!isFalse(value) || subscriptions.length > 0 || isCallingUnseen(module)) return;
    yield {
      at: value.at,
      ...relatedTo(value),
      fixes: () => {
        const region = lookup(account, "aws_region");
        return [
          {
            title: "Subscribe to AWS Foundational Security Best Practices",
            impact: "disruption",
            edits: [
              ...region.edits,
              append(account, "aws_securityhub_standards_subscription", {
                standards_arn: concat("arn:aws:securityhub:", expression(`${region.address}.id`), `::${practices}`),
                depends_on: [expression(`aws_securityhub_account.${account.name}`)],
              }),
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_securityhub_account" "main" {
      enable_default_standards = false
      #                          ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_securityhub_account" "main" {
      enable_default_standards = false
    }

    data "aws_region" "current" {}

    resource "aws_securityhub_standards_subscription" "main" {
      standards_arn = "arn:aws:securityhub:\${data.aws_region.current.id}::standards/aws-foundational-security-best-practices/v/1.0.0"
      depends_on    = [aws_securityhub_account.main]
    }
  `,
});
