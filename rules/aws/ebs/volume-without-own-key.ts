import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-volume-without-own-key",
  title: "Disk is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_189"],
    trivy: ["AVD-AWS-0027"],
    tfsec: ["aws-ebs-encryption-customer-key", "aws-ec2-volume-encryption-customer-key"],
  },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],

  on: resources("aws_ebs_volume"),
  check: ownKey("kms_key_id", { description: "Volumes", impact: "replacement", also: { encrypted: true } }),

  insecure: hcl`
    resource "aws_ebs_volume" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      availability_zone = "eu-west-1a"
      encrypted         = true
      size              = 40
    }
  `,
  secure: hcl`
    resource "aws_ebs_volume" "data" {
      availability_zone = "eu-west-1a"
      encrypted         = true
      kms_key_id        = aws_kms_key.data.arn
      size              = 40
    }

    resource "aws_kms_key" "data" {
      description         = "Volumes"
      enable_key_rotation = true
    }
  `,
});
