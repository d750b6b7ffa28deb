import { blocks, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-unencrypted",
  title: "Disk of the machine image (AMI) is not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the image, or of a disk made of it, can read every block.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_204"], kics: ["8bbb242f-6e38-4127-86d4-d8f0b2687ae2"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html"],

  on: blocks("ebs_block_device", "aws_ami").where((device) => device.get("snapshot_id").state === "absent"),
  check: setting("encrypted", is(true), { fallback: false, impact: "replacement", title: "Encrypt the disk" }),

  insecure: hcl`
    resource "aws_ami" "base" {
      name             = "base"
      root_device_name = "/dev/xvda"

      ebs_block_device {
      #^^^^^^^^^^^^^^^
        device_name = "/dev/xvda"
        volume_size = 8
      }
    }
  `,
  secure: hcl`
    resource "aws_ami" "base" {
      name             = "base"
      root_device_name = "/dev/xvda"

      ebs_block_device {
        device_name = "/dev/xvda"
        encrypted   = true
        volume_size = 8
      }
    }
  `,
});
