import type { Resource } from "../../../language/model/resource.ts";
import { allows } from "../../../language/policy/policy.ts";
import { identifiers } from "../../iam/shapes/principals.ts";
import { carriedBy } from "../../kit/carried.ts";
import { companions, plain, relatedTo, resources } from "../../kit/checks.ts";
import { append, block, expression, put } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { algorithm, encryption } from "./shapes/encryption.ts";
import { takesAccessLogs } from "./shapes/log-bucket.ts";
import { isMeantPublic } from "./shapes/public.ts";

export default rule({
  id: "aws-s3-bucket-without-kms-encryption",
  title: "Bucket is not encrypted with a KMS key",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "S3's own keys encrypt for everyone who may read the bucket. A KMS key adds a second permission, an audit trail and a way to revoke.",
  controls: {
    "security-hub": ["S3.17"],
  },
  aliases: {
    checkov: ["CKV_AWS_145"],
    trivy: ["AVD-AWS-0088", "AVD-AWS-0132"],
    tfsec: ["aws-s3-enable-bucket-encryption", "aws-s3-encryption-customer-key"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket").where((bucket) => !takesAccessLogs(bucket)),
  *check(bucket) {
    const { rules, isMissing } = encryption(bucket);
    if (isMissing)
      yield {
        at: bucket.header,
        fixes: () => {
          if (servesOthers(bucket)) return [];
          const { address, edits } = key(bucket, "S3 objects");
          return [
            {
              title: "Encrypt with a KMS key",
              impact: "disruption",
              edits: [
                append(bucket, "aws_s3_bucket_server_side_encryption_configuration", {
                  bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
                  rule: block({
                    bucket_key_enabled: true,
                    apply_server_side_encryption_by_default: block({
                      kms_master_key_id: expression(`${address}.arn`),
                      sse_algorithm: "aws:kms",
                    }),
                  }),
                }),
                ...edits,
              ],
            },
          ];
        },
      };
    for (const each of rules) {
      const by = algorithm(each);
      const value = by?.get("sse_algorithm");
      if (!by || !value || plain(value) !== "AES256") continue;
      yield {
        at: value.at,
        subject: bucket,
        ...relatedTo(value),
        fixes: () => {
          if (servesOthers(bucket)) return [];
          const { address, edits } = key(bucket, "S3 objects");
          return [
            {
              title: "Encrypt with a KMS key",
              impact: "disruption",
              edits: [
                put(by, "sse_algorithm", "aws:kms"),
                put(by, "kms_master_key_id", expression(`${address}.arn`)),
                ...edits,
              ],
            },
          ];
        },
      };
    }
  },

  insecure: hcl`
    resource "aws_kms_key" "data" {
      description = "Data at rest"
    }

    resource "aws_s3_bucket" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
    }
  `,
  secure: hcl`
    resource "aws_kms_key" "data" {
      description = "Data at rest"
    }

    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id

      rule {
        bucket_key_enabled = true

        apply_server_side_encryption_by_default {
          kms_master_key_id = aws_kms_key.data.arn
          sse_algorithm     = "aws:kms"
        }
      }
    }
  `,
});

/** Whether strangers or other services read or write there, who have no rights to a key of the account. */
function servesOthers(bucket: Resource): boolean {
  const policies = carriedBy(bucket.module, [bucket, ...companions(bucket, "aws_s3_bucket_policy", "bucket").found]);
  const letsServicesIn = policies.some(({ effective }) =>
    effective.some((statement) => allows(statement) && [...identifiers(statement, "Service")].length > 0),
  );
  return letsServicesIn || isMeantPublic(bucket);
}
