import { blocks, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-management-events-left-out",
  title: "CloudTrail does not record management events",
  severity: "high",
  profile: "all",
  responsibility: "customer",
  why: "Management events are the calls that change users, keys, networks and logging itself: without them an intrusion cannot be followed.",
  controls: {
    "cis-aws-1.4": ["3.1"],
    "security-hub": ["CloudTrail.1"],
  },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: blocks("event_selector", "aws_cloudtrail"),
  check: setting("include_management_events", is(true), { fallback: true, title: "Record management events" }),

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = aws_s3_bucket.trail.id

      event_selector {
        include_management_events = false
        #                           ^^^^^
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
        include_management_events = true
      }
    }
  `,
});
