import { isTrue, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { algorithm, encryption } from "./shapes/encryption.ts";

export default rule({
  id: "aws-s3-bucket-key-disabled",
  title: "Bucket calls KMS for every object: its bucket key is off",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Without a bucket key each object costs a call of KMS: it is billed, and a busy bucket can run into KMS's request quota.",
  controls: {},
  aliases: {},
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html"],

  on: resources("aws_s3_bucket"),
  *check(bucket) {
    for (const each of encryption(bucket).rules) {
      const enabled = each.get("bucket_key_enabled");
      // Bucket keys serve aws:kms only, not aws:kms:dsse.
      if (plain(algorithm(each)?.get("sse_algorithm") ?? enabled) !== "aws:kms") continue;
      if (enabled.state === "unknown" || isTrue(enabled)) continue;
      yield {
        at: enabled.at,
        ...relatedTo(enabled),
        fixes: () => [{ title: "Use a bucket key", impact: "update", edits: [put(each, "bucket_key_enabled", true)] }],
      };
    }
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id

      rule {
        bucket_key_enabled = false
        #                    ^^^^^

        apply_server_side_encryption_by_default {
          sse_algorithm = "aws:kms"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id

      rule {
        bucket_key_enabled = true

        apply_server_side_encryption_by_default {
          sse_algorithm = "aws:kms"
        }
      }
    }
  `,
});
