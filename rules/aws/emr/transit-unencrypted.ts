import { holds, is, resources } from "../../kit/checks.ts";
import { replace } from "../../kit/edits.ts";
import { jsonObjects, valueAt } from "../../kit/json-attribute.ts";
import { hcl, rule } from "../../kit/rule.ts";

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
  *check(configuration) {
    for (const content of jsonObjects(configuration, "configuration")) {
      const value = valueAt(content, ["EncryptionConfiguration", "EnableInTransitEncryption"]);
      if (value === "unknown" || (value && holds(value, is(true)))) continue;
      yield {
        at: value ? value.at : configuration.header,
        fixes: () =>
          // EMR asks for the certificates, which somebody has to make
          value && valueAt(content, ["EncryptionConfiguration", "InTransitEncryptionConfiguration"]) !== undefined
            ? [
                {
                  title: "Encrypt it",
                  impact: "replacement",
                  edits: [replace(configuration, value.origin ?? value.at, true)],
                },
              ]
            : [],
      };
    }
  },

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
