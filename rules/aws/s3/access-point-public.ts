import { blocks, holds, is, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { guards, openedBy } from "./shapes/public-access-block.ts";

export default rule({
  id: "aws-s3-access-point-public",
  title: "Access point can be made public: its public access block is incomplete",
  severity: "high",
  responsibility: "customer",
  why: "One wrong policy on it opens the bucket to the world, and the block cannot be added later.",
  controls: { "security-hub": ["S3.19"] },
  aliases: { checkov: ["CKV_AWS_392"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: blocks("public_access_block_configuration", "aws_s3_access_point"),
  *check(section) {
    for (const guard of guards) {
      const value = section.get(guard);
      if (holds(value, is(true), true)) continue;
      yield {
        at: value.at,
        message: `Access point can be made public: ${openedBy[guard]}`,
        ...relatedTo(value),
        fixes: () => [{ title: "Block public access", impact: "replacement", edits: [put(section, guard, true)] }],
      };
    }
  },

  insecure: hcl`
    resource "aws_s3_access_point" "reports" {
      bucket = "acme-reports"
      name   = "reports"

      public_access_block_configuration {
        block_public_policy = false
        #                     ^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_access_point" "reports" {
      bucket = "acme-reports"
      name   = "reports"

      public_access_block_configuration {
        block_public_policy = true
      }
    }
  `,
});
