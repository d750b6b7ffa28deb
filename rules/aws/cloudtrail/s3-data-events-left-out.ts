import { plain, resources } from "../../kit/checks.ts";
import { addBlock, block, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

// "arn:aws:s3" is what CloudTrail takes for the objects of all buckets of the account.
const objects = { type: "AWS::S3::Object", values: ["arn:aws:s3"] };

export default rule({
  id: "aws-cloudtrail-s3-data-events-left-out",
  title: "CloudTrail does not record access to S3 objects",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Reading, writing and deleting objects are data events: without them nobody can tell which objects a leaked key has read.",
  controls: {
    "cis-aws-1.4": ["3.10", "3.11"],
    "security-hub": ["S3.22", "S3.23"],
  },
  aliases: { trivy: ["AVD-AWS-0171", "AVD-AWS-0172"], kics: ["a8fc2180-b3ac-4c93-bd0d-a55b974e4b07"] },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html",
  ],

  on: resources("aws_cloudtrail"),
  *check(trail) {
    if (trail.isOpen("event_selector") || trail.isOpen("advanced_event_selector")) return;
    // Advanced selectors say it in their own way, and cannot stand beside the others.
    if (trail.sections("advanced_event_selector").length > 0) return;
    const selectors = trail.sections("event_selector");
    const types = selectors.flatMap((selector) => selector.sections("data_resource").map((data) => data.get("type")));
    if (types.some((type) => type.state === "unknown" || plain(type) === objects.type)) return;
    if (selectors.some((selector) => selector.isOpen("data_resource"))) return;
    const [first] = selectors;
    yield {
      at: first?.header ?? trail.header,
      fixes: () => [
        {
          title: "Record access to the objects of every bucket",
          impact: "disruption",
          edits: [
            first
              ? addBlock(first, "data_resource", objects)
              : put(
                  trail,
                  "event_selector",
                  block({ read_write_type: "All", include_management_events: true, data_resource: block(objects) }),
                ),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id
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
        read_write_type           = "All"
        include_management_events = true

        data_resource {
          type   = "AWS::S3::Object"
          values = ["arn:aws:s3"]
        }
      }
    }
  `,
});
