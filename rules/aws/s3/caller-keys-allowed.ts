import { blocks, holds, includes, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-caller-keys-allowed",
  title: "Objects may be encrypted with keys that callers bring along (SSE-C)",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever steals the right to write encrypts every object with a key that only he has, and asks for ransom. S3 blocks it for new buckets since April 2026.",
  controls: {},
  aliases: {},
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html"],

  on: blocks("rule", "aws_s3_bucket_server_side_encryption_configuration"),
  *check(rule) {
    const types = rule.get("blocked_encryption_types");
    if (!holds(types, includes("SSE-C")) && holds(types, includes("NONE")) && types.state !== "absent")
      yield {
        at: types.at,
        ...relatedTo(types),
        fixes: () => [
          {
            title: "Block keys of callers",
            impact: "disruption",
            edits: [put(rule, "blocked_encryption_types", ["SSE-C"])],
          },
        ],
      };
  },

  insecure: hcl`
    resource "aws_s3_bucket_server_side_encryption_configuration" "orders" {
      bucket = "acme-orders"

      rule {
        blocked_encryption_types = ["NONE"]
        #                          ^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket_server_side_encryption_configuration" "orders" {
      bucket = "acme-orders"

      rule {
        blocked_encryption_types = ["SSE-C"]
      }
    }
  `,
});
