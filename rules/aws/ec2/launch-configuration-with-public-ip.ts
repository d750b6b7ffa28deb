import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-launch-configuration-with-public-ip",
  title: "Every instance of the launch configuration gets a public IP address",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "Every machine of the group can be reached from the internet as soon as a security group allows it.",
  controls: {
    "security-hub": ["Autoscaling.5"],
    cwe: ["284"],
  },
  aliases: {
    checkov: ["CKV_AWS_389"],
    trivy: ["AVD-AWS-0009"],
    tfsec: ["aws-ec2-no-public-ip", "aws-autoscaling-no-public-ip"],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-5"],

  on: resources("aws_launch_configuration"),
  check: setting("associate_public_ip_address", isNot(true, false), {
    impact: "replacement",
    title: "Give private addresses only",
  }),

  insecure: hcl`
    resource "aws_launch_configuration" "app" {
      image_id                    = "ami-0abcdef1234567890"
      instance_type               = "t3.micro"
      associate_public_ip_address = true
      #                             ^^^^
    }
  `,
  secure: hcl`
    resource "aws_launch_configuration" "app" {
      image_id                    = "ami-0abcdef1234567890"
      instance_type               = "t3.micro"
      associate_public_ip_address = false
    }
  `,
});
