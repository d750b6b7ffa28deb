import type { Module } from "../../../language/model/module.ts";
import { companions, plain, resources } from "../../kit/checks.ts";
import { append, expression, type SourceBody } from "../../kit/edits.ts";
import { majors } from "../../kit/provider.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { logDelivery } from "../cloudwatch/shapes/log-delivery.ts";
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
        const place = inVirginia(zone.module);
        if (!place) return [];
        const group = newLogGroup(zone, "/aws/route53/", `${zone.name}_dns`, "", place);
        const delivery = logDelivery(zone, group, "query", "route53", ["CreateLogStream", "PutLogEvents"], place);
        return [
          {
            title: "Log queries to CloudWatch",
            impact: "update",
            edits: [
              append(zone, "aws_route53_query_log", {
                cloudwatch_log_group_arn: expression(`${group.address}.arn`),
                zone_id: expression(`aws_route53_zone.${zone.name}.zone_id`),
                depends_on: [delivery.needed],
              }),
              group.edit,
              ...delivery.edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    provider "aws" {
      region = "us-east-1"
    }

    resource "aws_route53_zone" "acme" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "acme.com"
    }
  `,
  secure: hcl`
    provider "aws" {
      region = "us-east-1"
    }

    resource "aws_route53_zone" "acme" {
      name = "acme.com"
    }

    resource "aws_route53_query_log" "acme" {
      cloudwatch_log_group_arn = aws_cloudwatch_log_group.acme_dns.arn
      zone_id                  = aws_route53_zone.acme.zone_id
      depends_on               = [aws_cloudwatch_log_resource_policy.acme_dns]
    }

    resource "aws_cloudwatch_log_group" "acme_dns" {
      name              = "/aws/route53/acme"
      retention_in_days = 365
    }

    data "aws_caller_identity" "current" {}

    resource "aws_cloudwatch_log_resource_policy" "acme_dns" {
      policy_name = "query-logs-acme"
      policy_document = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Principal = {
              Service = "route53.amazonaws.com"
            }
            Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
            Resource = "\${aws_cloudwatch_log_group.acme_dns.arn}:*"
            Condition = {
              StringEquals = {
                "aws:SourceAccount" = data.aws_caller_identity.current.account_id
              }
            }
          },
        ]
      })
    }
  `,
});

/** What puts a resource into us-east-1, the only region whose log groups take queries; undefined where the module has no way there. */
function inVirginia(module: Module): SourceBody | undefined {
  const there = module
    .blocks("provider")
    .filter((provider) => provider.block.labels[0]?.text === "aws" && plain(provider.get("region")) === "us-east-1");
  const aliases = there.map((provider) => plain(provider.get("alias")));
  if (aliases.includes(undefined)) return {};
  if (aliases.length > 0) return { provider: expression(`aws.${aliases[0]}`) };
  return majors(module).includes(5) ? undefined : { region: "us-east-1" };
}
