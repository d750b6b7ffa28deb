import { hcl, rule } from "../../kit/rule.ts";
import { openings } from "./shapes/acl.ts";
import { closing } from "./shapes/acl-closing.ts";

export default rule({
  id: "aws-s3-bucket-acl-public",
  title: "Bucket is public: its ACL lets strangers list it",
  severity: "high",
  severityDependsOn: "whether an account is needed, and whether the bucket's public access block has S3 ignore the ACL",
  profileDependsOn:
    "whether the bucket is a website or called public, and whether its public access block has S3 ignore the ACL",
  responsibility: "customer",
  why: "Strangers find open buckets by guessing names; what they have read cannot be taken back.",
  controls: { "security-hub": ["S3.2"] },
  aliases: {
    checkov: ["CKV_AWS_20", "CKV2_AWS_43"],
    trivy: ["AVD-AWS-0092"],
    tfsec: ["aws-s3-no-public-access-with-acl"],
    kics: ["38c5ee0d-7f22-4260-ab72-5073048df100", "57b9893d-33b1-4419-bcea-a717ea87e139"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],
  subsumes: ["aws-s3-bucket-without-public-access-block", "aws-s3-public-access-block-incomplete"],

  on: openings("read"),
  check: closing,

  insecure: hcl`
    resource "aws_s3_bucket" "assets" {
      bucket = "acme-assets"
    }

    resource "aws_s3_bucket_acl" "assets" {
      bucket = aws_s3_bucket.assets.id
      acl    = "public-read"
      #        ^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "assets" {
      bucket = "acme-assets"
    }

    resource "aws_s3_bucket_acl" "assets" {
      bucket = aws_s3_bucket.assets.id
      acl    = "private"
    }
  `,
});
