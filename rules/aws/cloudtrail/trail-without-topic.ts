import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-trail-without-topic",
  title: "CloudTrail notifies no topic when it has written a log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What reads the log learns late of what has happened.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_252"], kics: ["482b7d26-0bdb-4b5f-bf6f-545826c0a3dd"] },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html",
  ],

  on: resources("aws_cloudtrail"),
  check: setting("sns_topic_name", isSet(stop("trail")), { title: "Name a topic" }),

  insecure: hcl`
    resource "aws_cloudtrail" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name           = "main"
      s3_bucket_name = "acme-trail"
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail" "main" {
      name           = "main"
      s3_bucket_name = "acme-trail"
      sns_topic_name = "trail"
    }
  `,
});
