import type { Resource } from "../../../language/model/resource.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { companions, holds, is, resources } from "../../kit/checks.ts";
import { append, concat, expression, stop } from "../../kit/edits.ts";
import { encodedPolicy } from "../../kit/encoded-policy.ts";
import { lookup, sharesPlace } from "../../kit/placement.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { algorithm, encryption } from "./shapes/encryption.ts";
import { isForLogs, takesAccessLogs } from "./shapes/log-bucket.ts";

/** The bucket of the module that takes access logs, or is named for logs and can take them. */
function logBucketOf(bucket: Resource): Resource | undefined {
  const buckets = bucket.module
    .ofType("aws_s3_bucket")
    .filter((each) => each !== bucket && each.key === "" && each.certain && sharesPlace(each, bucket));
  return (
    buckets.find(takesAccessLogs) ??
    buckets.find((each) => /(?:^|_)(?:access_)?logs?(?:_|$)/.test(each.name) && !isEncryptedWithKms(each))
  );
}

/** S3 delivers access logs to no bucket that KMS encrypts. */
const isEncryptedWithKms = (bucket: Resource): boolean =>
  encryption(bucket).rules.some(
    (rule) => !holds(algorithm(rule)?.get("sse_algorithm") ?? rule.get(""), is("AES256"), "AES256"),
  );

/** Lets S3 deliver access logs of this account's buckets to a bucket; undefined where its policy would have to be rewritten. */
function delivery(bucket: Resource): readonly Edit[] | undefined {
  if (takesAccessLogs(bucket)) return [];
  const { found, certain } = companions(bucket, "aws_s3_bucket_policy", "bucket");
  if (found.length > 0 || !certain || bucket.get("policy").state !== "absent") return undefined;
  const identity = lookup(bucket, "aws_caller_identity");
  const policy = append(bucket, "aws_s3_bucket_policy", {
    bucket: expression(`${bucket.localAddress}.id`),
    policy: encodedPolicy({
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: concat(expression(`${bucket.localAddress}.arn`), "/*"),
      Condition: { StringEquals: { "aws:SourceAccount": expression(`${identity.address}.account_id`) } },
    }),
  });
  return [...identity.edits, policy];
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
  *check(bucket) {
    const { found, certain } = companions(bucket, "aws_s3_bucket_logging", "bucket");
    if (found.length > 0 || !certain) return;
    yield {
      at: bucket.header,
      fixes: () => {
        const target = logBucketOf(bucket);
        const admitted = target && delivery(target);
        if (target && !admitted) return [];
        return [
          {
            title: "Log access to a bucket for logs",
            impact: "update",
            edits: [
              append(bucket, "aws_s3_bucket_logging", {
                bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
                target_bucket: target ? expression(`${target.localAddress}.id`) : stop("name-of-the-log-bucket"),
                target_prefix: `${bucket.name}/`,
              }),
              ...(admitted ?? []),
            ],
          },
        ];
      },
    };
  },

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

    data "aws_caller_identity" "current" {}

    resource "aws_s3_bucket_policy" "access_logs" {
      bucket = aws_s3_bucket.access_logs.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Principal = {
              Service = "logging.s3.amazonaws.com"
            }
            Action   = "s3:PutObject"
            Resource = "\${aws_s3_bucket.access_logs.arn}/*"
            Condition = {
              StringEquals = {
                "aws:SourceAccount" = data.aws_caller_identity.current.account_id
              }
            }
          },
        ]
      })
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

const isLogged = (bucket: Resource): boolean => bucket.sections("logging").length > 0 || bucket.isOpen("logging");
