import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudwatch-retention-not-written",
  title: "Log group has no retention period: its logs are kept forever",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It is kept for ever: what nobody needs any more can still leak, and is paid for.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_66"], kics: ["ef0b316a-211e-42f1-888e-64efe172b755"] },
  references: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"],

  on: resources("aws_cloudwatch_log_group"),
  check: setting("retention_in_days", isSet(365), { impact: "disruption", title: "Keep it for a year" }),

  insecure: hcl`
    resource "aws_cloudwatch_log_group" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "app"
    }
  `,
  secure: hcl`
    resource "aws_cloudwatch_log_group" "app" {
      name              = "app"
      retention_in_days = 365
    }
  `,
});
