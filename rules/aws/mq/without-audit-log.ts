import { holds, is, isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mq-without-audit-log",
  title: "Message broker keeps no audit log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who changed what.",
  controls: { "security-hub": ["MQ.2"] },
  aliases: {
    checkov: ["CKV_AWS_197"],
    trivy: ["AVD-AWS-0070"],
    tfsec: ["aws-mq-enable-audit-logging"],
    kics: ["31245f98-a6a9-4182-9fc1-45482b9d030a"],
  },
  references: [
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/mq-controls.html",
  ],

  on: resources("aws_mq_broker").where((broker) => holds(broker.get("engine_type"), isNot("RabbitMQ"))),
  check: setting("logs.audit", is(true), { fallback: false, title: "Log to CloudWatch" }),

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

      logs {
        audit = true
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
});
