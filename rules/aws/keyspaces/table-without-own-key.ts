import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-keyspaces-table-without-own-key",
  title: "Keyspaces table is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_265"] },
  references: ["https://docs.aws.amazon.com/keyspaces/latest/devguide/EncryptionAtRest.html"],

  on: resources("aws_keyspaces_table"),
  *check(table) {
    const kind = table.get("encryption_specification.type");
    if (holds(kind, is("CUSTOMER_MANAGED_KMS_KEY")) && isOwn(table, "encryption_specification.kms_key_identifier"))
      return;
    yield {
      at: kind.at,
      ...relatedTo(kind),
      fixes: () => {
        const { address, edits } = key(table, "Tables");
        return [
          {
            title: "Encrypt with a KMS key of your own",
            impact: "update",
            edits: [
              ...putAll(table, {
                "encryption_specification.kms_key_identifier": expression(`${address}.arn`),
                "encryption_specification.type": "CUSTOMER_MANAGED_KMS_KEY",
              }),
              ...edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_keyspaces_table" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      keyspace_name = "shop"
      table_name    = "orders"

      schema_definition {
        column {
          name = "id"
          type = "text"
        }

        partition_key {
          name = "id"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_keyspaces_table" "orders" {
      keyspace_name = "shop"
      table_name    = "orders"

      schema_definition {
        column {
          name = "id"
          type = "text"
        }

        partition_key {
          name = "id"
        }
      }

      encryption_specification {
        kms_key_identifier = aws_kms_key.orders.arn
        type               = "CUSTOMER_MANAGED_KMS_KEY"
      }
    }

    resource "aws_kms_key" "orders" {
      description         = "Tables"
      enable_key_rotation = true
    }
  `,
});
