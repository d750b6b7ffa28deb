import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { companions, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-attached-volume-unencrypted",
  title: "Disk that is attached to an instance is not encrypted",
  severity: "high",
  profile: "all",
  responsibility: "customer",
  why: "Whoever gets hold of the volume or a snapshot of it can read every block.",
  controls: { "security-hub": ["EC2.3"] },
  aliases: { checkov: ["CKV2_AWS_2"] },
  references: [
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  on: resources("aws_ebs_volume").where(
    (volume) =>
      companions(volume, "aws_volume_attachment", "volume_id").found.length > 0 && !isEncryptedByDefault(volume),
  ),
  check: setting("encrypted", is(true), { fallback: false, impact: "replacement", title: "Encrypt the volume" }),

  insecure: hcl`
    resource "aws_ebs_volume" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      availability_zone = "eu-west-1a"
      size              = 40
    }

    resource "aws_volume_attachment" "data" {
      device_name = "/dev/sdf"
      instance_id = "i-0a1b2c3d"
      volume_id   = aws_ebs_volume.data.id
    }
  `,
  secure: hcl`
    resource "aws_ebs_volume" "data" {
      availability_zone = "eu-west-1a"
      encrypted         = true
      size              = 40
    }

    resource "aws_volume_attachment" "data" {
      device_name = "/dev/sdf"
      instance_id = "i-0a1b2c3d"
      volume_id   = aws_ebs_volume.data.id
    }
  `,
});
