import type { Resource } from "../../../language/model/resource.ts";
import { anywhere, companions, holds, is, resources } from "../../kit/checks.ts";
import { append, expression, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-route53-zone-without-dnssec",
  title: "DNS answers of the zone are not signed (DNSSEC)",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever forges an answer leads users to a host of his.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_38"] },
  references: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html"],

  on: resources("aws_route53_zone").where((zone) => zone.sections("vpc").length === 0 && !zone.isOpen("vpc")),
  *check(zone) {
    const { found: own, certain } = companions(zone, "aws_route53_hosted_zone_dnssec", "hosted_zone_id");
    const keys = companions(zone, "aws_route53_key_signing_key", "hosted_zone_id").found;
    // often written as the zone of the key that signs
    const found = [
      ...own,
      ...anywhere(zone, "aws_route53_hosted_zone_dnssec").filter((dnssec) =>
        keys.some((key) => (dnssec.get("hosted_zone_id").refs ?? []).some((ref) => key.answersTo(ref))),
      ),
    ];
    if (companions(zone, "aws_route53_zone_association", "zone_id").found.length > 0) return;
    // a key that is to sign: it is being set up
    if (found.length === 0 && keys.length > 0) return;
    const isOff = (dnssec: Resource) => !holds(dnssec.get("signing_status"), is("SIGNING"), "SIGNING");
    if (found.length > 0 ? !found.every(isOff) : !certain) return;
    const [dnssec] = found;
    if (dnssec) {
      yield {
        at: dnssec.get("signing_status").at,
        subject: zone,
        fixes: () => [{ title: "Sign answers", impact: "update", edits: [put(dnssec, "signing_status", "SIGNING")] }],
      };
      return;
    }
    yield {
      at: zone.header,
      fixes: () => [
        {
          title: "Sign answers",
          impact: "update",
          edits: [
            append(zone, "aws_route53_key_signing_key", {
              hosted_zone_id: expression(`aws_route53_zone.${zone.name}.id`),
              key_management_service_arn: stop("arn:aws:kms:us-east-1:123456789012:key/id"),
              name: zone.name,
            }),
            append(zone, "aws_route53_hosted_zone_dnssec", {
              depends_on: [expression(`aws_route53_key_signing_key.${zone.name}`)],
              hosted_zone_id: expression(`aws_route53_zone.${zone.name}.id`),
            }),
          ],
        },
      ],
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

    resource "aws_route53_key_signing_key" "acme" {
      hosted_zone_id             = aws_route53_zone.acme.id
      key_management_service_arn = "arn:aws:kms:us-east-1:123456789012:key/id"
      name                       = "acme"
    }

    resource "aws_route53_hosted_zone_dnssec" "acme" {
      depends_on     = [aws_route53_key_signing_key.acme]
      hosted_zone_id = aws_route53_zone.acme.id
    }
  `,
});
