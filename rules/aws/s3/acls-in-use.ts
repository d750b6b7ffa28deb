import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import { bucketOf } from "../../kit/bucket.ts";
import { anywhere, companions, holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-acls-in-use",
  title: "Whoever uploads an object can open it to others: bucket ACLs are in use",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever writes an object may open it to the world, past the policy of the bucket.",
  controls: { "security-hub": ["S3.12"] },
  aliases: { checkov: ["CKV2_AWS_65"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket_ownership_controls").each((controls) =>
    controls.sections("rule").map((rule) => ({ controls, rule })),
  ),
  *check({ controls, rule: section }: { readonly controls: Resource; readonly rule: Section }) {
    const ownership = section.get("object_ownership");
    if (holds(ownership, is("BucketOwnerEnforced"))) return;
    yield {
      at: ownership.at,
      ...relatedTo(ownership),
      fixes: () =>
        takesLists(controls)
          ? []
          : [
              {
                title: "Switch access control lists off",
                impact: "disruption",
                edits: [put(section, "object_ownership", "BucketOwnerEnforced")],
              },
            ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket_ownership_controls" "reports" {
      bucket = "acme-reports"

      rule {
        object_ownership = "ObjectWriter"
        #                  ^^^^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket_ownership_controls" "reports" {
      bucket = "acme-reports"

      rule {
        object_ownership = "BucketOwnerEnforced"
      }
    }
  `,
});

/** Whether a bucket is given an ACL, or logs that come with one: S3 and CloudFront refuse that where ACLs are off. */
function takesLists(controls: Resource): boolean {
  const bucket = bucketOf(controls);
  return (
    bucket !== undefined &&
    (companions(bucket, "aws_s3_bucket_acl", "bucket").found.length > 0 ||
      bucket.get("acl").state !== "absent" ||
      bucket.sections("grant").length > 0 ||
      anywhere(bucket, "aws_cloudfront_distribution").some((distribution) =>
        bucket.isMeantBy(distribution.get("logging_config.bucket")),
      ))
  );
}
