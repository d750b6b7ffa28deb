import type { Resource } from "../../../language/model/resource.ts";
import { bucketOf } from "../../kit/bucket.ts";
import { companions, isTrue, plain, relatedTo, resources } from "../../kit/checks.ts";
import { append, block, expression, put } from "../../kit/edits.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-bucket-without-versioning",
  title: "Bucket keeps no versions of its objects",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "An object that is overwritten or deleted, by mistake or by ransomware, is gone.",
  controls: { "security-hub": ["S3.14"] },
  aliases: {
    checkov: ["CKV_AWS_21"],
    trivy: ["AVD-AWS-0090"],
    tfsec: ["aws-s3-enable-versioning"],
    kics: ["568a4d22-3517-44a6-a7ad-6a7eed88722c"],
  },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"],
  uncovers: ["aws-s3-versions-deletable-without-mfa"],

  on: resources("aws_s3_bucket", "aws_s3_bucket_versioning"),
  *check(resource) {
    if (resource.type === "aws_s3_bucket") yield* unversioned(resource);
    else yield* suspended(resource);
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_versioning" "reports" {
      bucket = aws_s3_bucket.reports.id

      versioning_configuration {
        status = "Enabled"
      }
    }
  `,
});

/** Also of a bucket that is made elsewhere. */
function* suspended(versioning: Resource): Iterable<Problem> {
  const status = versioning.get("versioning_configuration.status");
  if (status.state === "unknown" || plain(status) === "Enabled") return;
  const bucket = bucketOf(versioning);
  yield {
    at: status.at,
    ...(bucket && { subject: bucket }),
    ...relatedTo(status),
    fixes: () => [
      {
        title: "Enable versioning",
        impact: "update",
        edits: [put(versioning, "versioning_configuration.status", "Enabled")],
      },
    ],
  };
}

function* unversioned(bucket: Resource): Iterable<Problem> {
  const { found, certain } = companions(bucket, "aws_s3_bucket_versioning", "bucket");
  const inline = bucket.get("versioning.enabled");
  if (found.length > 0 || inline.state === "unknown" || isTrue(inline)) return;
  if (inline.state === "known")
    yield {
      at: inline.at,
      ...relatedTo(inline),
      fixes: () => [{ title: "Enable versioning", impact: "update", edits: [put(bucket, "versioning.enabled", true)] }],
    };
  else if (certain)
    yield {
      at: bucket.header,
      fixes: () => [
        {
          title: "Enable versioning",
          impact: "update",
          edits: [
            append(bucket, "aws_s3_bucket_versioning", {
              bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
              versioning_configuration: block({ status: "Enabled" }),
            }),
          ],
        },
      ],
    };
}
