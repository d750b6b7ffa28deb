import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appflow-connector-without-own-key",
  title: "Credentials of the AppFlow connector are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_264"] },
  references: ["https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html"],

  on: resources("aws_appflow_connector_profile"),
  check: ownKey("kms_arn", { description: "Connectors", impact: "replacement" }),

  insecure: hcl`
    resource "aws_appflow_connector_profile" "warehouse" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      connection_mode = "Public"
      connector_type  = "Redshift"
      name            = "warehouse"

      connector_profile_config {
        connector_profile_credentials {
          redshift {
            password = var.password
            username = "flows"
          }
        }

        connector_profile_properties {
          redshift {
            bucket_name = "acme-flows"
            role_arn    = "arn:aws:iam::123456789012:role/flows"
          }
        }
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_appflow_connector_profile" "warehouse" {
      connection_mode = "Public"
      connector_type  = "Redshift"
      kms_arn         = aws_kms_key.warehouse.arn
      name            = "warehouse"

      connector_profile_config {
        connector_profile_credentials {
          redshift {
            password = var.password
            username = "flows"
          }
        }

        connector_profile_properties {
          redshift {
            bucket_name = "acme-flows"
            role_arn    = "arn:aws:iam::123456789012:role/flows"
          }
        }
      }
    }

    resource "aws_kms_key" "warehouse" {
      description         = "Connectors"
      enable_key_rotation = true
    }

    variable "password" {
      sensitive = true
    }
  `,
});
