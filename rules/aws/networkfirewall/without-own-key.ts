import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-networkfirewall-without-own-key",
  title: "Network firewall is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_345"] },
  references: ["https://docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html"],

  on: resources("aws_networkfirewall_firewall", "aws_networkfirewall_rule_group"),
  check: ownKey("encryption_configuration.key_id", {
    description: "Network Firewall",
    impact: "update",
    also: { "encryption_configuration.type": "CUSTOMER_KMS" },
  }),

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
      firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/edge"
      name                = "edge"
      vpc_id              = "vpc-0a1b2c3d"

      subnet_mapping {
        subnet_id = "subnet-0a1b2c3d"
      }

      encryption_configuration {
        type   = "CUSTOMER_KMS"
        key_id = aws_kms_key.edge.arn
      }
    }

    resource "aws_kms_key" "edge" {
      description         = "Network Firewall"
      enable_key_rotation = true
    }
  `,
});
