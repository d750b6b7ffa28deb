import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mq-broker-public",
  title: "Message broker has a public address on the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try to log in to it, and to its console.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_69"],
    trivy: ["AVD-AWS-0072"],
    tfsec: ["aws-mq-no-public-access"],
    kics: ["4eb5f791-c861-4afd-9f94-f2a6a3fe49cb"],
  },
  references: ["https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html"],

  on: resources("aws_mq_broker"),
  check: setting("publicly_accessible", is(false), {
    fallback: false,
    impact: "replacement",
    title: "Keep the broker private",
  }),

  insecure: hcl`
    resource "aws_mq_broker" "orders" {
      broker_name         = "orders"
      engine_type         = "ActiveMQ"
      engine_version      = "5.18"
      host_instance_type  = "mq.t3.micro"
      publicly_accessible = true
      #                     ^^^^

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
      broker_name         = "orders"
      engine_type         = "ActiveMQ"
      engine_version      = "5.18"
      host_instance_type  = "mq.t3.micro"
      publicly_accessible = false

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
