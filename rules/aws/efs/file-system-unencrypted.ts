import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-efs-file-system-unencrypted",
  title: "File system is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of its disks or a backup reads every file, and encryption cannot be added later.",
  controls: { "security-hub": ["EFS.1", "EFS.8"] },
  aliases: {
    checkov: ["CKV_AWS_42"],
    trivy: ["AVD-AWS-0037"],
    tfsec: ["aws-efs-enable-at-rest-encryption"],
    kics: ["48207659-729f-4b5c-9402-f884257d794f"],
  },
  references: [
    "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html",
  ],

  on: resources("aws_efs_file_system"),
  check: setting("encrypted", is(true), { fallback: false, impact: "replacement", title: "Encrypt the file system" }),

  insecure: hcl`
    resource "aws_efs_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      creation_token = "home"
    }
  `,
  secure: hcl`
    resource "aws_efs_file_system" "home" {
      creation_token = "home"
      encrypted      = true
    }
  `,
});
