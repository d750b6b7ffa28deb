import { holds, is, resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ssm-parameter-without-own-key",
  title: "Parameter is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_337"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  ],

  on: resources("aws_ssm_parameter").where((parameter) => holds(parameter.get("type"), is("SecureString"))),
  check: ownKey("key_id", { description: "Parameters" }),

  insecure: hcl`
    resource "aws_ssm_parameter" "password" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name  = "/shop/password"
      type  = "SecureString"
      value = var.password
    }

    variable "password" {
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_ssm_parameter" "password" {
      key_id = aws_kms_key.password.arn
      name   = "/shop/password"
      type   = "SecureString"
      value  = var.password
    }

    resource "aws_kms_key" "password" {
      description         = "Parameters"
      enable_key_rotation = true
    }

    variable "password" {
      sensitive = true
    }
  `,
});
