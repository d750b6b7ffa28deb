import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-acm-certificate-unlogged",
  title: "Certificate is kept out of the public transparency logs",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Browsers refuse certificates that no log has, and a forged one is found there.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_234"] },
  references: ["https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html"],

  on: resources("aws_acm_certificate"),
  check: setting("options.certificate_transparency_logging_preference", is("ENABLED"), {
    fallback: "ENABLED",
    title: "Log it",
  }),

  insecure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "www.acme.com"
      validation_method = "DNS"

      options {
        certificate_transparency_logging_preference = "DISABLED"
        #                                             ^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "www.acme.com"
      validation_method = "DNS"

      options {
        certificate_transparency_logging_preference = "ENABLED"
      }
    }
  `,
});
