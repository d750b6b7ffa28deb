import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-copy-without-own-key",
  title: "Copy of the machine image (AMI) is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_236"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html"],

  on: resources("aws_ami_copy"),
  check: ownKey("kms_key_id", { description: "Images", impact: "replacement", also: { encrypted: true } }),

  insecure: hcl`
    resource "aws_ami_copy" "base" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      encrypted         = true
      name              = "base"
      source_ami_id     = "ami-0a1b2c3d"
      source_ami_region = "eu-west-1"
    }
  `,
  secure: hcl`
    resource "aws_ami_copy" "base" {
      encrypted         = true
      kms_key_id        = aws_kms_key.base.arn
      name              = "base"
      source_ami_id     = "ami-0a1b2c3d"
      source_ami_region = "eu-west-1"
    }

    resource "aws_kms_key" "base" {
      description         = "Images"
      enable_key_rotation = true
    }
  `,
});
