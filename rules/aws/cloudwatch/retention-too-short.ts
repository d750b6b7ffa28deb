import { atLeast, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudwatch-retention-too-short",
  title: "Logs are kept for less than a year",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A break-in that is found late can no longer be traced.",
  controls: { "security-hub": ["CloudWatch.16"] },
  aliases: { checkov: ["CKV_AWS_338"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
  ],

  on: resources("aws_cloudwatch_log_group").where(
    (group) => group.get("retention_in_days").state !== "absent" && Number(plain(group.get("retention_in_days"))) !== 0,
  ),
  check: setting("retention_in_days", atLeast(365), { title: "Keep it for a year" }),

  insecure: hcl`
    resource "aws_cloudwatch_log_group" "app" {
      name              = "app"
      retention_in_days = 30
      #                   ^^
    }
  `,
  secure: hcl`
    resource "aws_cloudwatch_log_group" "app" {
      name              = "app"
      retention_in_days = 365
    }
  `,
});
