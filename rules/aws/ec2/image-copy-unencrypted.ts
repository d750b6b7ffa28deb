import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-copy-unencrypted",
  title: "Copy of the machine image (AMI) is not encrypted by its own settings",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the image, or of a disk made of it, can read every block.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_235"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html"],

  on: resources("aws_ami_copy").where((copy) => !isEncryptedByDefault(copy)),
  check: setting("encrypted", is(true), { fallback: false, impact: "replacement", title: "Encrypt the copy" }),

  insecure: hcl`
    resource "aws_ami_copy" "base" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name              = "base"
      source_ami_id     = "ami-0a1b2c3d"
      source_ami_region = "eu-west-1"
    }
  `,
  secure: hcl`
    resource "aws_ami_copy" "base" {
      encrypted         = true
      name              = "base"
      source_ami_id     = "ami-0a1b2c3d"
      source_ami_region = "eu-west-1"
    }
  `,
});
