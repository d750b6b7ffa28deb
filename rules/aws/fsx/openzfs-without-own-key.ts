import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-fsx-openzfs-without-own-key",
  title: "OpenZFS file system is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_203"] },
  references: ["https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/encryption-at-rest.html"],

  on: resources("aws_fsx_openzfs_file_system"),
  check: ownKey("kms_key_id", { description: "Files", impact: "replacement" }),

  insecure: hcl`
    resource "aws_fsx_openzfs_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      deployment_type     = "SINGLE_AZ_1"
      storage_capacity    = 64
      subnet_ids          = ["subnet-0a1b2c3d"]
      throughput_capacity = 64
    }
  `,
  secure: hcl`
    resource "aws_fsx_openzfs_file_system" "home" {
      deployment_type     = "SINGLE_AZ_1"
      kms_key_id          = aws_kms_key.home.arn
      storage_capacity    = 64
      subnet_ids          = ["subnet-0a1b2c3d"]
      throughput_capacity = 64
    }

    resource "aws_kms_key" "home" {
      description         = "Files"
      enable_key_rotation = true
    }
  `,
});
