import { isNot, resources, setting } from "../../kit/checks.ts";
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
  noFix: "Whether it is out of use or off by mistake is for its owner to say.",

  on: resources("aws_kms_key"),
  check: setting("is_enabled", isNot(false), { fallback: true }),

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
