import { anywhere, isFalse, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-global-events-left-out",
  title: "CloudTrail does not record IAM, STS and CloudFront",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever makes himself a user or a key, or takes another role, leaves no trace.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
  ],

  on: resources("aws_cloudtrail"),
  *check(trail) {
    const included = trail.get("include_global_service_events");
    // one trail of the account is enough: each other one writes the same once more
    if (!anywhere(trail, "aws_cloudtrail").every((each) => isFalse(each.get("include_global_service_events")))) return;
    yield {
      at: included.at,
      ...relatedTo(included),
      fixes: () => [
        {
          title: "Record global services",
          impact: "update",
          edits: [put(trail, "include_global_service_events", true)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_cloudtrail" "main" {
      name                          = "main"
      s3_bucket_name                = "acme-trail"
      include_global_service_events = false
      #                               ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail" "main" {
      name                          = "main"
      s3_bucket_name                = "acme-trail"
      include_global_service_events = true
    }
  `,
});
