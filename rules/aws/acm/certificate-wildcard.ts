import { items, plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-acm-certificate-wildcard",
  title: "Certificate is valid for every name of a domain",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever gets hold of its key can pass for any host there.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_71"] },
  references: ["https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html"],
  noFix: "Which hosts use the certificate is for the author to say.",

  on: resources("aws_acm_certificate"),
  *check(certificate) {
    for (const name of [certificate.get("domain_name"), ...items(certificate.get("subject_alternative_names"))]) {
      if (!String(plain(name) ?? "").includes("*")) continue;
      yield {
        at: name.at,
        message: `Certificate is valid for every name that fits \`${plain(name)}\``,
        ...relatedTo(name),
      };
    }
  },

  insecure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "*.acme.com"
      #                   ^^^^^^^^^^^^
      validation_method = "DNS"
    }
  `,
  secure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "www.acme.com"
      validation_method = "DNS"
    }
  `,
});
