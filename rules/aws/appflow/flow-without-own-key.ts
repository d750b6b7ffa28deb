import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appflow-flow-without-own-key",
  title: "AppFlow flow is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_263"] },
  references: ["https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html"],

  on: resources("aws_appflow_flow"),
  check: ownKey("kms_arn", { description: "Flows", impact: "replacement" }),

  insecure: hcl`
    resource "aws_appflow_flow" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"

      destination_flow_config {
        connector_type = "S3"

        destination_connector_properties {
          s3 {
            bucket_name = "acme-orders"
          }
        }
      }

      source_flow_config {
        connector_type = "S3"

        source_connector_properties {
          s3 {
            bucket_name   = "acme-source"
            bucket_prefix = "orders"
          }
        }
      }

      task {
        source_fields = ["id"]
        task_type     = "Map_all"
      }

      trigger_config {
        trigger_type = "OnDemand"
      }
    }
  `,
  secure: hcl`
    resource "aws_appflow_flow" "orders" {
      kms_arn = aws_kms_key.orders.arn
      name    = "orders"

      destination_flow_config {
        connector_type = "S3"

        destination_connector_properties {
          s3 {
            bucket_name = "acme-orders"
          }
        }
      }

      source_flow_config {
        connector_type = "S3"

        source_connector_properties {
          s3 {
            bucket_name   = "acme-source"
            bucket_prefix = "orders"
          }
        }
      }

      task {
        source_fields = ["id"]
        task_type     = "Map_all"
      }

      trigger_config {
        trigger_type = "OnDemand"
      }
    }

    resource "aws_kms_key" "orders" {
      description         = "Flows"
      enable_key_rotation = true
    }
  `,
});
