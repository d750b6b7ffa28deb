import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-fsx-lustre-without-own-key",
  title: "Lustre file system is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_190"] },
  references: ["https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html"],

  on: resources("aws_fsx_lustre_file_system"),
  check: ownKey("kms_key_id", { description: "Files", impact: "replacement" }),

  insecure: hcl`
    resource "aws_fsx_lustre_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      deployment_type             = "PERSISTENT_2"
      per_unit_storage_throughput = 125
      storage_capacity            = 1200
      subnet_ids                  = ["subnet-0a1b2c3d"]
    }
  `,
  secure: hcl`
    resource "aws_fsx_lustre_file_system" "home" {
      deployment_type             = "PERSISTENT_2"
      kms_key_id                  = aws_kms_key.home.arn
      per_unit_storage_throughput = 125
      storage_capacity            = 1200
      subnet_ids                  = ["subnet-0a1b2c3d"]
    }

    resource "aws_kms_key" "home" {
      description         = "Files"
      enable_key_rotation = true
    }
  `,
});
