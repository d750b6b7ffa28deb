import { blocks, items, plain, relatedTo } from "../../kit/checks.ts";
import { replace } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-data-events-match-no-bucket",
  title: "CloudTrail's data events match no bucket",
  severity: "medium",
  responsibility: "customer",
  why: "CloudTrail knows prefixes and no wildcards: it refuses a star in a bucket's name, and one in a key matches no object, so that no access is recorded.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
  ],

  on: blocks("event_selector.data_resource", "aws_cloudtrail"),
  *check(data) {
    if (plain(data.get("type")) !== "AWS::S3::Object") return;
    for (const value of items(data.get("values"))) {
      const arn = plain(value);
      if (typeof arn !== "string" || !arn.includes("*")) continue;
      const [prefix = ""] = arn.split("*");
      // A bucket has to be named in full.
      const every = prefix.includes("/") ? undefined : (/^arn:aws[\w-]*:s3/.exec(prefix)?.[0] ?? "arn:aws:s3");
      const place = value.origin ?? value.at;
      yield {
        at: value.at,
        message: `\`${arn}\` matches no bucket or object: CloudTrail takes no wildcards here`,
        ...relatedTo(value),
        fixes: () => [
          {
            title: every ? "Record the objects of every bucket" : "Record every object that begins so",
            impact: "disruption",
            edits: [replace(data, place, every ?? prefix)],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id

      event_selector {
        data_resource {
          type   = "AWS::S3::Object"
          values = ["arn:aws:s3:::*/*"]
          #         ^^^^^^^^^^^^^^^^^^
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id

      event_selector {
        data_resource {
          type   = "AWS::S3::Object"
          values = ["arn:aws:s3"]
        }
      }
    }
  `,
});
