import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-fsx-ontap-without-own-key",
  title: "ONTAP file system is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_178"] },
  references: ["https://docs.aws.amazon.com/fsx/latest/ONTAPGuide/encryption-at-rest.html"],

  on: resources("aws_fsx_ontap_file_system"),
  check: ownKey("kms_key_id", { description: "Files", impact: "replacement" }),

  insecure: hcl`
    resource "aws_fsx_ontap_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      deployment_type     = "MULTI_AZ_1"
      preferred_subnet_id = "subnet-0a1b2c3d"
      storage_capacity    = 1024
      subnet_ids          = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      throughput_capacity = 512
    }
  `,
  secure: hcl`
    resource "aws_fsx_ontap_file_system" "home" {
      deployment_type     = "MULTI_AZ_1"
      kms_key_id          = aws_kms_key.home.arn
      preferred_subnet_id = "subnet-0a1b2c3d"
      storage_capacity    = 1024
      subnet_ids          = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      throughput_capacity = 512
    }

    resource "aws_kms_key" "home" {
      description         = "Files"
      enable_key_rotation = true
    }
  `,
});
