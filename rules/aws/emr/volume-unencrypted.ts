import { is, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { encryption } from "./shapes/security-configuration.ts";

export default rule({
  id: "aws-emr-volume-unencrypted",
  title: "EBS disks of the EMR cluster are not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of a volume or a snapshot of it reads what is worked on.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_350"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html"],

  on: resources("aws_emr_security_configuration"),
  check: encryption(is(true), [
    "AtRestEncryptionConfiguration",
    "LocalDiskEncryptionConfiguration",
    "EnableEbsEncryption",
  ]),

  insecure: hcl`
    resource "aws_emr_security_configuration" "jobs" {
      configuration = jsonencode({
        EncryptionConfiguration = {
          AtRestEncryptionConfiguration = {
            LocalDiskEncryptionConfiguration = {
              AwsKmsKey                 = "arn:aws:kms:eu-west-1:123456789012:key/1"
              EnableEbsEncryption       = false
              #                           ^^^^^
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
