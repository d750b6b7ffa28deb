import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { holds, is, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { disks } from "./shapes/disks.ts";
import { isOfPublicImage } from "./shapes/image.ts";

export default rule({
  id: "aws-ec2-disk-unencrypted",
  title: "Disk of the instance is not encrypted",
  severity: "medium",
  profileDependsOn:
    "whether `encrypted` is written: without it the image's own snapshots decide, unless it is known to be a public one",
  responsibility: "customer",
  why: "Whoever gets hold of the volume, or of a snapshot of it, can read every block.",
  controls: { "security-hub": ["EC2.3", "EC2.181"] },
  aliases: {
    checkov: ["CKV_AWS_8"],
    trivy: ["AVD-AWS-0008", "AVD-AWS-0131"],
    tfsec: [
      "aws-autoscaling-enable-at-rest-encryption",
      "aws-ec2-enable-at-rest-encryption",
      "aws-ec2-enable-launch-config-at-rest-encryption",
    ],
    kics: ["4de9de27-254e-424f-bd70-4c1e95790838"],
  },
  references: [
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html",
  ],

  on: disks,
  *check({ owner, section, isBesideImage }) {
    const encrypted = section.get("encrypted");
    if (holds(encrypted, is(true)) || isEncryptedByDefault(owner)) return;
    yield {
      at: encrypted.at,
      ...(encrypted.state === "absent" && !isBesideImage && !isOfPublicImage(owner) && { profile: "all" }),
      ...relatedTo(encrypted),
      fixes: () => [
        {
          title: "Encrypt the disk",
          // A launch template only changes what is started from now on.
          impact: owner.type === "aws_launch_template" ? "update" : "replacement",
          edits: [put(section, "encrypted", true)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"

      root_block_device {
        encrypted = false
        #           ^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"

      root_block_device {
        encrypted = true
      }
    }
  `,
});
