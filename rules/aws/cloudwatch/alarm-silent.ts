import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudwatch-alarm-silent",
  title: "Alarm notifies nobody",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "What it watches for happens unseen.",
  controls: { "security-hub": ["CloudWatch.17"] },
  aliases: { checkov: ["CKV_AWS_319"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
  ],

  on: resources("aws_cloudwatch_metric_alarm"),
  check: setting("actions_enabled", is(true), { fallback: true, impact: "disruption", title: "Let it act" }),

  insecure: hcl`
    resource "aws_cloudwatch_metric_alarm" "errors" {
      actions_enabled     = false
      #                     ^^^^^
      alarm_name          = "errors"
      comparison_operator = "GreaterThanThreshold"
      evaluation_periods  = 1
      metric_name         = "Errors"
      namespace           = "AWS/Lambda"
      period              = 300
      statistic           = "Sum"
      threshold           = 0
    }
  `,
  secure: hcl`
    resource "aws_cloudwatch_metric_alarm" "errors" {
      actions_enabled     = true
      alarm_name          = "errors"
      comparison_operator = "GreaterThanThreshold"
      evaluation_periods  = 1
      metric_name         = "Errors"
      namespace           = "AWS/Lambda"
      period              = 300
      statistic           = "Sum"
      threshold           = 0
    }
  `,
});
