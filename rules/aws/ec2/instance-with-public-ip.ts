import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-instance-with-public-ip",
  title: "Instance gets a public IP address",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "Only the security group then stands between the machine and the internet; one careless rule and it is reachable.",
  controls: { "security-hub": ["EC2.9"], cwe: ["284"] },
  aliases: { checkov: ["CKV_AWS_88"], kics: ["5a2486aa-facf-477d-a5c1-b010789459ce"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],

  on: resources("aws_instance", "aws_spot_instance_request"),
  check: setting("associate_public_ip_address", isNot(true, false), {
    impact: "replacement",
    title: "Give it a private address only",
  }),

  insecure: hcl`
    resource "aws_instance" "app" {
      ami                         = "ami-0abcdef1234567890"
      instance_type               = "t3.micro"
      associate_public_ip_address = true
      #                             ^^^^
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami                         = "ami-0abcdef1234567890"
      instance_type               = "t3.micro"
      associate_public_ip_address = false
    }
  `,
});
