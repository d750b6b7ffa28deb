import { companions, resources } from "../../kit/checks.ts";
import { append, expression } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";

export default rule({
  id: "aws-route53-zone-without-query-log",
  title: "DNS zone keeps no query log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who looked for what.",
  controls: { "security-hub": ["Route53.2"] },
  aliases: { checkov: ["CKV2_AWS_39"], kics: ["7dbba512-e244-42dc-98bb-422339827967"] },
  references: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html",
  ],

  on: resources("aws_route53_zone").where((zone) => zone.sections("vpc").length === 0 && !zone.isOpen("vpc")),
  *check(zone) {
    if (companions(zone, "aws_route53_zone_association", "zone_id").found.length > 0) return;
    const { found, certain } = companions(zone, "aws_route53_query_log", "zone_id");
    if (found.length > 0 || !certain) return;
    yield {
      at: zone.header,
      fixes: () => {
        const group = newLogGroup(zone, "/aws/route53/", `${zone.name}_dns`);
        return [
          {
            title: "Log queries to CloudWatch",
            impact: "update",
            edits: [
              append(zone, "aws_route53_query_log", {
                cloudwatch_log_group_arn: expression(`${group.address}.arn`),
                zone_id: expression(`aws_route53_zone.${zone.name}.zone_id`),
              }),
              group.edit,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_route53_zone" "acme" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "acme.com"
    }
  `,
  secure: hcl`
    resource "aws_route53_zone" "acme" {
      name = "acme.com"
    }

    resource "aws_route53_query_log" "acme" {
      cloudwatch_log_group_arn = aws_cloudwatch_log_group.acme_dns.arn
      zone_id                  = aws_route53_zone.acme.zone_id
    }

    resource "aws_cloudwatch_log_group" "acme_dns" {
      name              = "/aws/route53/acme"
      retention_in_days = 365
    }
  `,
});
