import { hcl, rule } from "../../kit/rule.ts";
import { openings } from "./shapes/acl.ts";
import { closing } from "./shapes/acl-closing.ts";

export default rule({
  id: "aws-s3-bucket-acl-writable",
  title: "ACL lets strangers write to the bucket",
  severity: "critical",
  severityDependsOn: "whether an account is needed, and whether the bucket's public access block has S3 ignore the ACL",
  profileDependsOn: "whether the bucket's public access block has S3 ignore the ACL",
  responsibility: "customer",
  why: "Anyone can put malware there under your name, or overwrite what you serve.",
  controls: { "security-hub": ["S3.3"] },
  aliases: {
    checkov: ["CKV_AWS_20", "CKV_AWS_57", "CKV2_AWS_43"],
    trivy: ["AVD-AWS-0092"],
    tfsec: ["aws-s3-no-public-access-with-acl"],
    kics: ["38c5ee0d-7f22-4260-ab72-5073048df100", "64a222aa-7793-4e40-915f-4b302c76e4d4"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],
  subsumes: ["aws-s3-bucket-without-public-access-block", "aws-s3-public-access-block-incomplete"],

  on: openings("write"),
  check: closing,

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_acl" "reports" {
      bucket = aws_s3_bucket.reports.id
      acl    = "public-read-write"
      #        ^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_acl" "reports" {
      bucket = aws_s3_bucket.reports.id
      acl    = "private"
    }
  `,
});
