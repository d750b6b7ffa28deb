import { is, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { encryption } from "./shapes/security-configuration.ts";

export default rule({
  id: "aws-emr-at-rest-unencrypted",
  title: "EMR cluster data is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of a disk or may read the bucket reads what is worked on.",
  controls: { "security-hub": ["EMR.3"] },
  aliases: { trivy: ["AVD-AWS-0137"], tfsec: ["aws-emr-enable-at-rest-encryption"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html"],

  on: resources("aws_emr_security_configuration"),
  check: encryption(is(true), ["EnableAtRestEncryption"]),

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
              EncryptionMode = "SSE-KMS"
            }
          }
          EnableAtRestEncryption    = false
          #                           ^^^^^
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
