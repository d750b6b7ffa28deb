import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-networkfirewall-policy-without-own-key",
  title: "Network firewall policy is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_346"] },
  references: ["https://docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html"],

  on: resources("aws_networkfirewall_firewall_policy"),
  check: ownKey("encryption_configuration.key_id", {
    description: "Network Firewall",
    impact: "update",
    also: { "encryption_configuration.type": "CUSTOMER_KMS" },
  }),

  insecure: hcl`
    resource "aws_networkfirewall_firewall_policy" "edge" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "edge"

      firewall_policy {
        stateless_default_actions          = ["aws:forward_to_sfe"]
        stateless_fragment_default_actions = ["aws:forward_to_sfe"]
      }
    }
  `,
  secure: hcl`
    resource "aws_networkfirewall_firewall_policy" "edge" {
      name = "edge"

      firewall_policy {
        stateless_default_actions          = ["aws:forward_to_sfe"]
        stateless_fragment_default_actions = ["aws:forward_to_sfe"]
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
