import { resources } from "../../kit/checks.ts";
import { expression, put } from "../../kit/edits.ts";
import { forCloudTrail, serviceKey } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-trail-without-kms-key",
  title: "CloudTrail logs are not encrypted with a KMS key",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  cost: "basic",
  why: "The trail tells an intruder how the account works. With a key of your own, who reads it needs the key's permission too.",
  controls: {
    "cis-aws-1.4": ["3.7"],
    "security-hub": ["CloudTrail.2"],
  },
  aliases: {
    checkov: ["CKV_AWS_35"],
    trivy: ["AVD-AWS-0015"],
    tfsec: ["aws-cloudtrail-enable-at-rest-encryption"],
    kics: ["5d9e3164-9265-470c-9a10-57ae454ac0c7"],
  },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: resources("aws_cloudtrail"),
  *check(trail) {
    const value = trail.get("kms_key_id");
    if (value.state !== "absent") return;
    yield {
      at: value.at,
      fixes: () => {
        const { address, edits } = serviceKey(trail, "CloudTrail logs", forCloudTrail);
        return [
          {
            title: "Encrypt with a KMS key",
            impact: "disruption",
            edits: [put(trail, "kms_key_id", expression(`${address}.arn`)), ...edits],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      kms_key_id     = aws_kms_key.main.arn
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }

    data "aws_caller_identity" "current" {}

    resource "aws_kms_key" "main" {
      description         = "CloudTrail logs"
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
            Sid    = "Encrypt"
            Effect = "Allow"
            Principal = {
              Service = "cloudtrail.amazonaws.com"
            }
            Action   = ["kms:GenerateDataKey*", "kms:DescribeKey"]
            Resource = "*"
            Condition = {
              ArnLike = {
                "aws:SourceArn" = "arn:aws:cloudtrail:*:\${data.aws_caller_identity.current.account_id}:trail/*"
              }
            }
          },
          {
            Sid    = "Decrypt"
            Effect = "Allow"
            Principal = {
              Service = "cloudtrail.amazonaws.com"
            }
            Action   = "kms:Decrypt"
            Resource = "*"
          },
        ]
      })
    }
  `,
});
