import { is, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { encryption } from "./shapes/security-configuration.ts";

export default rule({
  id: "aws-emr-transit-unencrypted",
  title: "Traffic between the nodes of the EMR cluster is not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens between the nodes reads what is worked on.",
  controls: { "security-hub": ["EMR.4"] },
  aliases: { checkov: ["CKV_AWS_351"], trivy: ["AVD-AWS-0138"], tfsec: ["aws-emr-enable-in-transit-encryption"] },
  references: [
    "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html",
    "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-encryption-certificates.html",
  ],

  on: resources("aws_emr_security_configuration"),
  // EMR asks for the certificates, which somebody has to make
  check: encryption(is(true), ["EnableInTransitEncryption"], ["InTransitEncryptionConfiguration"]),

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
          EnableAtRestEncryption    = true
          EnableInTransitEncryption = false
          #                           ^^^^^
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
