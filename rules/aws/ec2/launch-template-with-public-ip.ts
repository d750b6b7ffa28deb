import { blocks, isNot, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isOnlyWayOut } from "../vpc/shapes/subnet.ts";

export default rule({
  id: "aws-ec2-launch-template-with-public-ip",
  title: "Every instance of the launch template gets a public IP address",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "Every machine that is started from it can be reached from the internet as soon as a security group allows it.",
  controls: {
    "security-hub": ["EC2.25"],
    cwe: ["284"],
  },
  aliases: { checkov: ["CKV_AWS_88"], kics: ["5a2486aa-facf-477d-a5c1-b010789459ce"] },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-25"],

  on: blocks("network_interfaces", "aws_launch_template"),
  check: (network) =>
    setting("associate_public_ip_address", isOnlyWayOut(network) ? isNot(true) : isNot(true, false), {
      impact: "disruption",
      title: "Give private addresses only",
    })(network),

  insecure: hcl`
    resource "aws_launch_template" "app" {
      name_prefix = "app-"

      network_interfaces {
        associate_public_ip_address = true
        #                             ^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_launch_template" "app" {
      name_prefix = "app-"

      network_interfaces {
        associate_public_ip_address = false
      }
    }
  `,
});
