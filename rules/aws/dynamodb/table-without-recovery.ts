import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dynamodb-table-without-recovery",
  title: "DynamoDB table has no point-in-time recovery",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a bug or an attacker overwrites is gone.",
  controls: { "security-hub": ["DynamoDB.2"] },
  aliases: {
    checkov: ["CKV_AWS_28"],
    trivy: ["AVD-AWS-0024"],
    tfsec: ["aws-dynamodb-enable-recovery"],
    kics: ["741f1291-47ac-4a85-a07b-3d32a9d6bd3e"],
  },
  references: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  ],

  on: resources("aws_dynamodb_table"),
  check: setting("point_in_time_recovery.enabled", is(true), {
    fallback: false,
    title: "Keep backups to restore from",
  }),

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

      point_in_time_recovery {
        enabled = true
      }
    }
  `,
});
