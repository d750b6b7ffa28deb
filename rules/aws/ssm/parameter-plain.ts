import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ssm-parameter-plain",
  title: "Parameter is not encrypted: it is kept in plain text",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may list parameters reads it, and so does whoever reads Terraform's state.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_34"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  ],

  on: resources("aws_ssm_parameter"),
  check: setting("type", is("SecureString"), { impact: "disruption", title: "Keep it encrypted" }),

  insecure: hcl`
    resource "aws_ssm_parameter" "limit" {
      name  = "/shop/limit"
      type  = "String"
      #       ^^^^^^^^
      value = "10"
    }
  `,
  secure: hcl`
    resource "aws_ssm_parameter" "limit" {
      name  = "/shop/limit"
      type  = "SecureString"
      value = "10"
    }
  `,
});
