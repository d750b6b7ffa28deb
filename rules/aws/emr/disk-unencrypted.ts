import { holds, is, resources } from "../../kit/checks.ts";
import { jsonObjects, valueAt } from "../../kit/json-attribute.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-emr-disk-unencrypted",
  title: "Local disks of the EMR cluster are not encrypted with KMS",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of a disk reads what is worked on.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_349"], trivy: ["AVD-AWS-0139"], tfsec: ["aws-emr-enable-local-disk-encryption"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html"],
  noFix: "It takes a key, or a certificate, that is not here.",

  on: resources("aws_emr_security_configuration"),
  *check(configuration) {
    for (const content of jsonObjects(configuration, "configuration")) {
      const value = valueAt(content, [
        "EncryptionConfiguration",
        "AtRestEncryptionConfiguration",
        "LocalDiskEncryptionConfiguration",
      ]);
      if (
        value === "unknown" ||
        (value &&
          (value.state !== "mapping" ||
            value.entries.get("AwsKmsKey")?.value.state !== "known" ||
            !holds(value.entries.get("AwsKmsKey")?.value ?? value, is(""))))
      )
        continue;
      yield { at: value ? value.at : configuration.header };
    }
  },

  insecure: hcl`
    resource "aws_emr_security_configuration" "jobs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      configuration = jsonencode({
        EncryptionConfiguration = {
          AtRestEncryptionConfiguration = {
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
