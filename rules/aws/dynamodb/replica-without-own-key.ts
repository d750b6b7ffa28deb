import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dynamodb-replica-without-own-key",
  title: "DynamoDB replica is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own is a second permission to read the replica, leaves an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_271"] },
  references: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html"],

  on: resources("aws_dynamodb_table_replica"),
  check: ownKey("kms_key_arn", { description: "Table replicas", impact: "replacement" }),

  insecure: hcl`
    resource "aws_dynamodb_table_replica" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      global_table_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
    }
  `,
  secure: hcl`
    resource "aws_dynamodb_table_replica" "orders" {
      global_table_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
      kms_key_arn      = aws_kms_key.orders.arn
    }

    resource "aws_kms_key" "orders" {
      description         = "Table replicas"
      enable_key_rotation = true
    }
  `,
});
