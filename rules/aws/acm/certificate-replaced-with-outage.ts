import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-acm-certificate-replaced-with-outage",
  title: "Replacing the certificate deletes it before the new one exists",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A listener still uses it: AWS refuses, and the apply stops half-way.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_233"] },
  references: ["https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle"],

  on: resources("aws_acm_certificate"),
  check: setting("lifecycle.create_before_destroy", is(true), {
    fallback: false,
    impact: "none",
    title: "Create the successor first",
  }),

  insecure: hcl`
    resource "aws_acm_certificate" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name       = "www.acme.com"
      validation_method = "DNS"
    }
  `,
  secure: hcl`
    resource "aws_acm_certificate" "web" {
      domain_name       = "www.acme.com"
      validation_method = "DNS"

      lifecycle {
        create_before_destroy = true
      }
    }
  `,
});
