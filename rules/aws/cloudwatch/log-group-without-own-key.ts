import { resources } from "../../kit/checks.ts";
import { forLogs } from "../../kit/kms-key.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudwatch-log-group-without-own-key",
  title: "Log group is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_158"],
    trivy: ["AVD-AWS-0017"],
    tfsec: ["aws-cloudwatch-log-group-customer-key"],
    kics: ["0afbcfe9-d341-4b92-a64c-7e6de0543879"],
  },
  references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],

  on: resources("aws_cloudwatch_log_group"),
  check: ownKey("kms_key_id", { description: "Logs", service: forLogs }),

  insecure: hcl`
    resource "aws_cloudwatch_log_group" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name              = "app"
      retention_in_days = 365
    }
  `,
  secure: hcl`
    resource "aws_cloudwatch_log_group" "app" {
      kms_key_id        = aws_kms_key.app.arn
      name              = "app"
      retention_in_days = 365
    }

    data "aws_caller_identity" "current" {}

    data "aws_region" "current" {}

    resource "aws_kms_key" "app" {
      description         = "Logs"
      enable_key_rotation = true
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Sid    = "Account"
            Effect = "Allow"
            Principal = {
              AWS = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root"
            }
            Action   = "kms:*"
            Resource = "*"
          },
          {
            Sid    = "Logs"
            Effect = "Allow"
            Principal = {
              Service = "logs.\${data.aws_region.current.id}.amazonaws.com"
            }
            Action = [
              "kms:Decrypt",
              "kms:Describe*",
              "kms:Encrypt",
              "kms:GenerateDataKey*",
              "kms:ReEncrypt*",
            ]
            Resource = "*"
            Condition = {
              ArnLike = {
                "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:\${data.aws_region.current.id}:\${data.aws_caller_identity.current.account_id}:*"
              }
            }
          },
        ]
      })
    }
  `,
});
