import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-acm-key-too-short",
  title: "Key of the certificate is only 1,024 bits long",
  severity: "high",
  responsibility: "customer",
  why: "A key of 1,024 bits can be broken, and the certificate's holder be impersonated.",
  controls: { "security-hub": ["ACM.2"] },
  aliases: { kics: ["874d68a3-bfbe-4a4b-aaa0-9e74d7da634b"] },
  references: [
    "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html",
  ],

  on: resources("aws_acm_certificate"),
  check: setting("key_algorithm", noneOf(["RSA_1024"], "RSA_2048"), {
    fallback: "RSA_2048",
    impact: "replacement",
    title: "Take 2,048 bits",
  }),

  insecure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "www.acme.com"
      key_algorithm     = "RSA_1024"
      #                   ^^^^^^^^^^
      validation_method = "DNS"
    }
  `,
  secure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "www.acme.com"
      key_algorithm     = "RSA_2048"
      validation_method = "DNS"
    }
  `,
});
