import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mq-upgrades-off",
  title: "Message broker gets no automatic minor version upgrades",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open until somebody closes them by hand.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_207"] },
  references: [
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/upgrading-brokers.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/mq-controls.html",
  ],

  on: resources("aws_mq_broker"),
  check: setting("auto_minor_version_upgrade", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Take minor versions",
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
      auto_minor_version_upgrade = true
      broker_name                = "orders"
      engine_type                = "ActiveMQ"
      engine_version             = "5.18"
      host_instance_type         = "mq.t3.micro"

      user {
        password = var.password
        username = "orders"
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
});
