import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-fsx-windows-without-own-key",
  title: "Windows file system is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_179"] },
  references: ["https://docs.aws.amazon.com/fsx/latest/WindowsGuide/encryption-at-rest.html"],

  on: resources("aws_fsx_windows_file_system"),
  check: ownKey("kms_key_id", { description: "Files", impact: "replacement" }),

  insecure: hcl`
    resource "aws_fsx_windows_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      active_directory_id = "d-0a1b2c3d4e"
      storage_capacity    = 300
      subnet_ids          = ["subnet-0a1b2c3d"]
      throughput_capacity = 1024
    }
  `,
  secure: hcl`
    resource "aws_fsx_windows_file_system" "home" {
      active_directory_id = "d-0a1b2c3d4e"
      kms_key_id          = aws_kms_key.home.arn
      storage_capacity    = 300
      subnet_ids          = ["subnet-0a1b2c3d"]
      throughput_capacity = 1024
    }

    resource "aws_kms_key" "home" {
      description         = "Files"
      enable_key_rotation = true
    }
  `,
});
