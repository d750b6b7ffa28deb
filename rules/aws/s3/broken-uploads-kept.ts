import type { Section } from "../../../language/model/section.ts";
import { holds, is, resources } from "../../kit/checks.ts";
import { addBlock, block } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-broken-uploads-kept",
  title: "Parts of incomplete uploads are kept forever",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What nobody sees in the bucket still lies there, and is paid for.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_300"] },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html"],

  on: resources("aws_s3_bucket_lifecycle_configuration"),
  *check(lifecycle) {
    if (lifecycle.isOpen("rule")) return;
    const isWhole = (rule: Section) => {
      const [filter] = rule.sections("filter");
      const narrowed = (part: Section | undefined) =>
        part !== undefined &&
        (["prefix", "object_size_greater_than", "object_size_less_than"].some(
          (name) => !holds(part.get(name), is(""), "") || part.get(name).state === "unknown",
        ) ||
          part.sections("tag").length > 0 ||
          part.sections("and").length > 0);
      return !narrowed(filter) && holds(rule.get("prefix"), is(""), "");
    };
    const ends = lifecycle
      .sections("rule")
      .some(
        (rule) =>
          holds(rule.get("status"), is("Enabled")) &&
          (rule.sections("abort_incomplete_multipart_upload").length > 0 ||
            rule.isOpen("abort_incomplete_multipart_upload")) &&
          isWhole(rule),
      );
    if (ends) return;
    yield {
      at: lifecycle.header,
      fixes: () => [
        {
          title: "Remove them after a week",
          impact: "update",
          edits: [
            addBlock(lifecycle, "rule", {
              id: "broken-uploads",
              status: "Enabled",
              abort_incomplete_multipart_upload: block({ days_after_initiation: 7 }),
              filter: block({}),
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket_lifecycle_configuration" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"

      rule {
        id     = "expire"
        status = "Enabled"

        expiration {
          days = 365
        }

        filter {}
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket_lifecycle_configuration" "reports" {
      bucket = "acme-reports"

      rule {
        id     = "expire"
        status = "Enabled"

        expiration {
          days = 365
        }

        filter {}
      }

      rule {
        id     = "broken-uploads"
        status = "Enabled"

        abort_incomplete_multipart_upload {
          days_after_initiation = 7
        }

        filter {}
      }
    }
  `,
});
