import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import { holds, oneOf, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { algorithm, encryption } from "./shapes/encryption.ts";

export default rule({
  id: "aws-s3-encryption-algorithm-unknown",
  title: "Bucket's encryption rule names no algorithm that S3 knows",
  severity: "low",
  responsibility: "customer",
  why: "AWS refuses the configuration, so that the bucket stays as it was.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_19", "CKV_AWS_145"],
    trivy: ["AVD-AWS-0088"],
    tfsec: ["aws-s3-enable-bucket-encryption"],
  },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html"],
  uncovers: ["aws-s3-bucket-without-kms-encryption"],

  on: resources("aws_s3_bucket").each((bucket) => encryption(bucket).rules.map((rule) => ({ bucket, rule }))),
  *check({ bucket, rule: each }: { readonly bucket: Resource; readonly rule: Section }) {
    const by = algorithm(each);
    if (!by && !each.isOpen("apply_server_side_encryption_by_default") && [...each.values()].length === 0)
      yield {
        at: each.header,
        subject: bucket,
        aliases: ["CKV_AWS_19", "CKV_AWS_145", "AVD-AWS-0088", "aws-s3-enable-bucket-encryption"],
        message: "Bucket's encryption rule is empty: it names no algorithm",
        fixes: () => [
          {
            title: "Encrypt with S3's own keys",
            impact: "update",
            edits: [put(each, "apply_server_side_encryption_by_default.sse_algorithm", "AES256")],
          },
        ],
      };
    const name = by?.get("sse_algorithm");
    if (!by || !name || holds(name, oneOf("aws:kms", "aws:kms:dsse", "AES256"))) return;
    yield {
      at: name.at,
      subject: bucket,
      ...relatedTo(name),
      fixes: () => [
        /kms/i.test(String(plain(name)))
          ? { title: "Encrypt with KMS", impact: "disruption", edits: [put(by, "sse_algorithm", "aws:kms")] }
          : { title: "Encrypt with S3's own keys", impact: "update", edits: [put(by, "sse_algorithm", "AES256")] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id

      rule {
        apply_server_side_encryption_by_default {
          sse_algorithm = "AES128"
          #               ^^^^^^^^
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
        apply_server_side_encryption_by_default {
          sse_algorithm = "AES256"
        }
      }
    }
  `,
});
