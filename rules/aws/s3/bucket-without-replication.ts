import { companions, holds, is, resources } from "../../kit/checks.ts";
import { append, block, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-bucket-without-replication",
  title: "Bucket is not replicated",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What is lost with its Region or its account is lost.",
  controls: { "security-hub": ["S3.7"] },
  aliases: { checkov: ["CKV_AWS_144"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket"),
  *check(bucket) {
    const rules = [
      ...bucket.sections("replication_configuration").flatMap((configuration) => [...configuration.sections("rules")]),
      ...companions(bucket, "aws_s3_bucket_replication_configuration", "bucket").found.flatMap((configuration) => [
        ...configuration.sections("rule"),
      ]),
    ];
    if (rules.some((rule) => holds(rule.get("status"), is("Enabled"))) || bucket.isOpen("replication_configuration"))
      return;
    if (!companions(bucket, "aws_s3_bucket_replication_configuration", "bucket").certain && rules.length === 0) return;
    yield {
      at: bucket.header,
      fixes: () => [
        {
          title: "Replicate to another bucket",
          impact: "update",
          edits: [
            append(bucket, "aws_s3_bucket_replication_configuration", {
              bucket: expression(`aws_s3_bucket.${bucket.name}.id`),
              role: stop("arn:aws:iam::123456789012:role/replication"),
              rule: block({
                id: "all",
                status: "Enabled",
                destination: block({ bucket: stop("arn:aws:s3:::name-of-the-other-bucket") }),
              }),
            }),
          ],
        },
      ],
    };
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

    resource "aws_s3_bucket_replication_configuration" "reports" {
      bucket = aws_s3_bucket.reports.id
      role   = "arn:aws:iam::123456789012:role/replication"

      rule {
        id     = "all"
        status = "Enabled"

        destination {
          bucket = "arn:aws:s3:::name-of-the-other-bucket"
        }
      }
    }
  `,
});
