import { anywhere, companion, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

const protection = companion("aws_shield_protection", {
  via: "resource_arn",
  attribute: "arn",
  title: "Add Shield Advanced",
  body: (resource) => ({ name: resource.name }),
});

export default rule({
  id: "aws-shield-without-protection",
  title: "Public address or DNS zone is not protected against floods by Shield Advanced",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "A large flood takes the service off the net, and its traffic is billed.",
  controls: {},
  aliases: { kics: ["084c6686-2a70-4710-91b1-000393e54c12"] },
  references: ["https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html"],

  on: resources("aws_eip", "aws_route53_zone"),
  *check(resource) {
    for (const problem of protection(resource)) {
      const { fixes, ...found } = problem;
      // without the account's subscription, which is paid for a year, AWS refuses it
      yield anywhere(resource, "aws_shield_subscription").length > 0 ? problem : found;
    }
  },

  insecure: hcl`
    resource "aws_route53_zone" "acme" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "acme.com"
    }

    resource "aws_shield_subscription" "this" {
      auto_renew = "ENABLED"
    }
  `,
  secure: hcl`
    resource "aws_route53_zone" "acme" {
      name = "acme.com"
    }

    resource "aws_shield_protection" "acme" {
      resource_arn = aws_route53_zone.acme.arn
      name         = "acme"
    }

    resource "aws_shield_subscription" "this" {
      auto_renew = "ENABLED"
    }
  `,
});
