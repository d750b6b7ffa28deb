import { companion, resources } from "../../kit/checks.ts";
import { expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isForLogs } from "./shapes/log-bucket.ts";

const logged = companion("aws_s3_bucket_logging", {
  via: "bucket",
  title: "Log access to a bucket for logs",
  body: (bucket) => ({ target_bucket: logBucket(bucket), target_prefix: `${bucket.name}/` }),
});

/** The bucket of the module that is named for logs, else a name to type. */
function logBucket(bucket: Parameters<typeof logged>[0]) {
  const buckets = bucket.module.ofType("aws_s3_bucket");
  const found = buckets.find(({ name }) => name !== bucket.name && /(?:^|_)(?:access_)?logs?(?:_|$)/.test(name));
  return found ? expression(`aws_s3_bucket.${found.name}.id`) : stop("name-of-the-log-bucket");
}

export default rule({
  id: "aws-s3-bucket-without-logging",
  title: "Bucket keeps no access log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a leak nobody can tell who read what.",
  controls: {
    "security-hub": ["S3.9"],
  },
  aliases: {
    checkov: ["CKV_AWS_18"],
    trivy: ["AVD-AWS-0089"],
    tfsec: ["aws-s3-enable-bucket-logging"],
    kics: ["f861041c-8c9f-4156-acfc-5e6e524f5884"],
  },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"],

  on: resources("aws_s3_bucket").where((bucket) => !isLogged(bucket) && !isForLogs(bucket)),
  check: logged,

  insecure: hcl`
    resource "aws_s3_bucket" "access_logs" {
      bucket = "acme-access-logs"
    }

    resource "aws_s3_bucket" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "access_logs" {
      bucket = "acme-access-logs"
    }

    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_logging" "reports" {
      bucket        = aws_s3_bucket.reports.id
      target_bucket = aws_s3_bucket.access_logs.id
      target_prefix = "reports/"
    }
  `,
});

const isLogged = (bucket: Parameters<typeof logged>[0]): boolean =>
  bucket.sections("logging").length > 0 || bucket.isOpen("logging");
