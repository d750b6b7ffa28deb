import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mq-broker-without-own-key",
  title: "Message broker is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_209"] },
  references: ["https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html"],

  on: resources("aws_mq_broker"),
  check: ownKey("encryption_options.kms_key_id", {
    description: "Messages",
    impact: "replacement",
    also: { "encryption_options.use_aws_owned_key": false },
  }),

  insecure: hcl`
    resource "aws_mq_broker" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      broker_name        = "orders"
      engine_type        = "ActiveMQ"
      engine_version     = "5.18"
      host_instance_type = "mq.t3.micro"

      user {
        password = var.password
        username = "orders"
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_mq_broker" "orders" {
      broker_name        = "orders"
      engine_type        = "ActiveMQ"
      engine_version     = "5.18"
      host_instance_type = "mq.t3.micro"

      user {
        password = var.password
        username = "orders"
      }

      encryption_options {
        use_aws_owned_key = false
        kms_key_id        = aws_kms_key.orders.arn
      }
    }

    resource "aws_kms_key" "orders" {
      description         = "Messages"
      enable_key_rotation = true
    }

    variable "password" {
      sensitive = true
    }
  `,
});
