import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mq-without-general-log",
  title: "Message broker keeps no general log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what went wrong.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_48"],
    trivy: ["AVD-AWS-0071"],
    tfsec: ["aws-mq-enable-general-logging"],
    kics: ["31245f98-a6a9-4182-9fc1-45482b9d030a"],
  },
  references: ["https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html"],

  on: resources("aws_mq_broker"),
  check: setting("logs.general", is(true), { fallback: false, title: "Log to CloudWatch" }),

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
        general = true
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
});
