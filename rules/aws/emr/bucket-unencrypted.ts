import { oneOf, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { encryption } from "./shapes/security-configuration.ts";

export default rule({
  id: "aws-emr-bucket-unencrypted",
  title: "EMR cluster data in S3 is not encrypted with KMS",
  severity: "high",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may read the buckets reads what is worked on.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_171"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html"],

  on: resources("aws_emr_security_configuration"),
  check: encryption(oneOf("SSE-KMS", "CSE-KMS"), [
    "AtRestEncryptionConfiguration",
    "S3EncryptionConfiguration",
    "EncryptionMode",
  ]),

  insecure: hcl`
    resource "aws_emr_security_configuration" "jobs" {
      configuration = jsonencode({
        EncryptionConfiguration = {
          AtRestEncryptionConfiguration = {
            LocalDiskEncryptionConfiguration = {
              AwsKmsKey                 = "arn:aws:kms:eu-west-1:123456789012:key/1"
              EnableEbsEncryption       = true
              EncryptionKeyProviderType = "AwsKms"
            }
            S3EncryptionConfiguration = {
              AwsKmsKey      = "arn:aws:kms:eu-west-1:123456789012:key/1"
              EncryptionMode = "SSE-S3"
              #                ^^^^^^^^
            }
          }
          EnableAtRestEncryption    = true
          EnableInTransitEncryption = true
          InTransitEncryptionConfiguration = {
            TLSCertificateConfiguration = {
              CertificateProviderType = "PEM"
              S3Object                = "s3://acme-certificates/emr.zip"
            }
          }
        }
      })
      name = "jobs"
    }
  `,
  secure: hcl`
    resource "aws_emr_security_configuration" "jobs" {
      configuration = jsonencode({
        EncryptionConfiguration = {
          AtRestEncryptionConfiguration = {
            LocalDiskEncryptionConfiguration = {
              AwsKmsKey                 = "arn:aws:kms:eu-west-1:123456789012:key/1"
              EnableEbsEncryption       = true
              EncryptionKeyProviderType = "AwsKms"
            }
            S3EncryptionConfiguration = {
              AwsKmsKey      = "arn:aws:kms:eu-west-1:123456789012:key/1"
              EncryptionMode = "SSE-KMS"
            }
          }
          EnableAtRestEncryption    = true
          EnableInTransitEncryption = true
          InTransitEncryptionConfiguration = {
            TLSCertificateConfiguration = {
              CertificateProviderType = "PEM"
              S3Object                = "s3://acme-certificates/emr.zip"
            }
          }
        }
      })
      name = "jobs"
    }
  `,
});
