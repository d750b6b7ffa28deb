import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-without-instance-role",
  title: "Instance has no role",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What runs on it needs keys from elsewhere, which somebody has to keep and rotate.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_41"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"],

  on: resources("aws_instance").where((instance) => instance.sections("launch_template").length === 0),
  check: setting("iam_instance_profile", isSet(stop("name-of-the-instance-profile")), { title: "Give it a role" }),

  insecure: hcl`
    resource "aws_instance" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami                  = "ami-0a1b2c3d4e5f6a7b8"
      iam_instance_profile = "name-of-the-instance-profile"
      instance_type        = "t3.small"
    }
  `,
});
