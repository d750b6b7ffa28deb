import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-route53-domain-unlocked",
  title: "Domain can be transferred to another registrar: it is not locked",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever gets into the account takes the domain, and with it mail and users.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_377"] },
  references: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-lock.html"],

  on: resources("aws_route53domains_registered_domain"),
  check: setting("transfer_lock", is(true), { fallback: true, title: "Lock the domain" }),

  insecure: hcl`
    resource "aws_route53domains_registered_domain" "acme" {
      domain_name   = "acme.com"
      transfer_lock = false
      #               ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_route53domains_registered_domain" "acme" {
      domain_name   = "acme.com"
      transfer_lock = true
    }
  `,
});
