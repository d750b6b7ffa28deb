import { blocks, is, setting } from "../../kit/checks.ts";
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

  on: blocks("rule", "aws_s3_bucket_ownership_controls"),
  check: setting("object_ownership", is("BucketOwnerEnforced"), {
    impact: "disruption",
    title: "Switch access control lists off",
  }),

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
