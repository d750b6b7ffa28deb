import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-networkfirewall-deletable",
  title: "Network firewall has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call opens the network.",
  controls: { "security-hub": ["NetworkFirewall.9"] },
  aliases: { checkov: ["CKV_AWS_344"] },
  references: [
    "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-settings.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/networkfirewall-controls.html",
  ],

  on: resources("aws_networkfirewall_firewall"),
  check: setting("delete_protection", is(true), { fallback: false, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_networkfirewall_firewall" "edge" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/edge"
      name                = "edge"
      vpc_id              = "vpc-0a1b2c3d"

      subnet_mapping {
        subnet_id = "subnet-0a1b2c3d"
      }
    }
  `,
  secure: hcl`
    resource "aws_networkfirewall_firewall" "edge" {
      delete_protection   = true
      firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/edge"
      name                = "edge"
      vpc_id              = "vpc-0a1b2c3d"

      subnet_mapping {
        subnet_id = "subnet-0a1b2c3d"
      }
    }
  `,
});
