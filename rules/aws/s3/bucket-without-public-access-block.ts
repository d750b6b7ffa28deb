import { isClosedForAccount } from "../../kit/account-wide.ts";
import { companion, resources } from "../../kit/checks.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { cloudFrontOnly } from "../cloudfront/shapes/origin-access.ts";
import { isMeantPublic, maybePublic, publicly } from "./shapes/public.ts";
import { allGuards } from "./shapes/public-access-block.ts";

const guarded = companion("aws_s3_bucket_public_access_block", {
  via: "bucket",
  title: "Block all public access",
  body: () => allGuards,
});

export default rule({
  id: "aws-s3-bucket-without-public-access-block",
  title: "Bucket has no public access block",
  severity: "medium",
  profile: "hint",
  severityDependsOn: "whether the bucket's policy or ACL is public, and what it allows",
  responsibility: "customer",
  why: "Buckets made before April 2023 start without the four guards, and nothing here keeps them on: one careless ACL or policy can then expose every object.",
  controls: {
    "cis-aws-1.4": ["2.1.5"],
    "security-hub": ["S3.8"],
  },
  aliases: { checkov: ["CKV2_AWS_6"], trivy: ["AVD-AWS-0094"], tfsec: ["aws-s3-specify-public-access-block"] },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],

  on: resources("aws_s3_bucket").where((bucket) => !isClosedForAccount(bucket)),
  *check(bucket) {
    for (const problem of guarded(bucket))
      yield {
        ...problem,
        ...publicly(bucket),
        *fixes(): Iterable<Fix> {
          if (isMeantPublic(bucket)) {
            const fix = cloudFrontOnly(bucket);
            if (fix) yield fix;
          } else
            for (const fix of problem.fixes?.() ?? [])
              yield maybePublic(bucket) ? { ...fix, impact: "disruption" } : fix;
        },
      };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-logs"
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "logs" {
      bucket = "acme-logs"
    }

    resource "aws_s3_bucket_public_access_block" "logs" {
      bucket                  = aws_s3_bucket.logs.id
      block_public_acls       = true
      block_public_policy     = true
      ignore_public_acls      = true
      restrict_public_buckets = true
    }
  `,
});
