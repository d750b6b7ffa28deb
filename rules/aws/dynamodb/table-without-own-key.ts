import { holds, is, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dynamodb-table-without-own-key",
  title: "DynamoDB table is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own is a second permission to read the table, leaves an audit trail, and can be revoked.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_119"],
    trivy: ["AVD-AWS-0025"],
    tfsec: ["aws-dynamodb-table-customer-key"],
  },
  references: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html"],

  on: resources("aws_dynamodb_table"),
  *check(table) {
    const [own] = table.sections("server_side_encryption");
    if (!own && table.isOpen("server_side_encryption")) return;
    if (own && holds(own.get("enabled"), is(true)) && isOwn(own, "kms_key_arn")) return;
    yield {
      at: own ? own.header : table.header,
      fixes: () => {
        const { address, edits } = key(table, "Table data");
        return [
          {
            title: "Encrypt with a KMS key of your own",
            impact: "disruption",
            edits: [
              ...putAll(table, {
                "server_side_encryption.enabled": true,
                "server_side_encryption.kms_key_arn": expression(`${address}.arn`),
              }),
              ...edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_dynamodb_table" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      billing_mode = "PAY_PER_REQUEST"
      hash_key     = "id"
      name         = "orders"

      attribute {
        name = "id"
        type = "S"
      }
    }
  `,
  secure: hcl`
    resource "aws_dynamodb_table" "orders" {
      billing_mode = "PAY_PER_REQUEST"
      hash_key     = "id"
      name         = "orders"

      attribute {
        name = "id"
        type = "S"
      }

      server_side_encryption {
        enabled     = true
        kms_key_arn = aws_kms_key.orders.arn
      }
    }

    resource "aws_kms_key" "orders" {
      description         = "Table data"
      enable_key_rotation = true
    }
  `,
});
