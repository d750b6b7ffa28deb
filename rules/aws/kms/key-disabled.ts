import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kms-key-disabled",
  title: "KMS key is disabled",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "What is encrypted with it can be read by nobody.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_227"], kics: ["7350fa23-dcf7-4938-916d-6a60b0c73b50"] },
  references: ["https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html"],

  on: resources("aws_kms_key"),
  check: setting("is_enabled", is(true), { fallback: true, title: "Switch it on" }),

  insecure: hcl`
    resource "aws_kms_key" "data" {
      description         = "Data at rest"
      enable_key_rotation = true
      is_enabled          = false
      #                     ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_kms_key" "data" {
      description         = "Data at rest"
      enable_key_rotation = true
      is_enabled          = true
    }
  `,
});
