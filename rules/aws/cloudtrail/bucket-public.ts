import { bucketOf } from "../../kit/bucket.ts";
import { companions, plain, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** What a canned ACL lets strangers do. */
const opened: ReadonlyMap<string, string> = new Map([
  ["public-read", "Anyone on the internet can list the bucket of the trail's logs"],
  ["public-read-write", "Anyone on the internet can list and write to the bucket of the trail's logs"],
  ["authenticated-read", "Anyone with an AWS account can list the bucket of the trail's logs"],
  ["website", "Anyone on the internet can list the bucket of the trail's logs"],
]);

export default rule({
  id: "aws-cloudtrail-bucket-public",
  title: "Bucket of the trail's logs is public: anyone can list it",
  severity: "critical",
  responsibility: "customer",
  why: "The log tells an attacker who does what, and whether he has been noticed.",
  controls: { "security-hub": ["CloudTrail.6"] },
  aliases: {
    trivy: ["AVD-AWS-0161"],
    tfsec: ["aws-cloudtrail-no-public-log-access"],
    kics: ["bd0088a5-c133-4b20-b129-ec9968b16ef3"],
  },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],
  subsumes: [
    "aws-s3-bucket-acl-public",
    "aws-s3-bucket-without-public-access-block",
    "aws-s3-public-access-block-incomplete",
  ],

  on: resources("aws_cloudtrail"),
  *check(trail) {
    const bucket = bucketOf(trail, "s3_bucket_name");
    if (!bucket) return;
    const lists = [bucket, ...companions(bucket, "aws_s3_bucket_acl", "bucket").found];
    for (const list of lists) {
      const acl = list.get("acl");
      const message = opened.get(String(plain(acl)));
      if (message === undefined) continue;
      yield {
        at: acl.at,
        subject: trail,
        message,
        fixes: () => [{ title: "Make it private", impact: "disruption", edits: [put(list, "acl", "private")] }],
      };
    }
  },

  insecure: hcl`
    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }

    resource "aws_s3_bucket" "trail" {
      acl    = "public-read"
      #        ^^^^^^^^^^^^^
      bucket = "acme-trail"
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
    }

    resource "aws_s3_bucket" "trail" {
      acl    = "private"
      bucket = "acme-trail"
    }
  `,
});
