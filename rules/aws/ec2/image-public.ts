import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-public",
  title: "Any AWS account can start the image and read its disks",
  severity: "high",
  responsibility: "customer",
  why: "Keys, passwords and source code that were left on its disks are there for everybody, and copies of it cannot be called back.",
  controls: { cwe: ["284"] },
  aliases: { checkov: ["CKV_AWS_205"], kics: ["ba4e0031-3e9d-4d7d-b0d6-bd8f003f8698"] },
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ami_launch_permission",
  ],
  noFix: "With which accounts it is to be shared instead is for the author to say.",

  on: resources("aws_ami_launch_permission"),
  *check(permission) {
    const group = permission.get("group");
    if (plain(group) === "all") yield { at: group.at, reach: "any account", power: "read", ...relatedTo(group) };
  },

  insecure: hcl`
    resource "aws_ami_launch_permission" "everybody" {
      group    = "all"
      #          ^^^^^
      image_id = "ami-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_ami" "base" {
      name             = "base"
      root_device_name = "/dev/xvda"
    }
  `,
});
