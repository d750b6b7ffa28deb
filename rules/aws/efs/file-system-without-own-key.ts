import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-efs-file-system-without-own-key",
  title: "File system is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_184"], kics: ["25d251f3-f348-4f95-845c-1090e41a615c"] },
  references: ["https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html"],

  on: resources("aws_efs_file_system"),
  check: ownKey("kms_key_id", { description: "Files", impact: "replacement", also: { encrypted: true } }),

  insecure: hcl`
    resource "aws_efs_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      creation_token = "home"
      encrypted      = true
    }
  `,
  secure: hcl`
    resource "aws_efs_file_system" "home" {
      creation_token = "home"
      encrypted      = true
      kms_key_id     = aws_kms_key.home.arn
    }

    resource "aws_kms_key" "home" {
      description         = "Files"
      enable_key_rotation = true
    }
  `,
});
