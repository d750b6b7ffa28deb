import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-shared",
  title: "Machine image (AMI) is shared with another account",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What lies on its disks, keys and passwords too, can be read there.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_205"], kics: ["ba4e0031-3e9d-4d7d-b0d6-bd8f003f8698"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html"],
  noFix: "Whether the other account is meant is for the author to say.",

  on: resources("aws_ami_launch_permission"),
  *check(permission) {
    if (plain(permission.get("group")) !== "all") yield { at: permission.header };
  },

  insecure: hcl`
    resource "aws_ami_launch_permission" "partner" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      account_id = "123456789012"
      image_id   = "ami-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_ami" "base" {
      name             = "base"
      root_device_name = "/dev/xvda"
    }
  `,
});
