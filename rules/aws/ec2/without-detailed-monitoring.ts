import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-without-detailed-monitoring",
  title: "Instance reports metrics every five minutes only",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A flood or a miner is noticed late.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_126"], kics: ["23b70e32-032e-4fa6-ba5c-82f56b9980e6"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html"],

  on: resources("aws_instance"),
  check: setting("monitoring", is(true), { fallback: false, title: "Measure every minute" }),

  insecure: hcl`
    resource "aws_instance" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
      monitoring    = true
    }
  `,
});
