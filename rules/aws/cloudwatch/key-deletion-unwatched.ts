import { hcl, rule } from "../../kit/rule.ts";
import { trailsIntoLogs, watched } from "./shapes/watched.ts";

export default rule({
  id: "aws-cloudwatch-key-deletion-unwatched",
  title: "Nobody is alerted when a KMS key is disabled or scheduled for deletion",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What it encrypts is lost before anybody notices.",
  controls: { "cis-aws-3.0": ["4.7"], "security-hub": ["CloudWatch.7"] },
  aliases: { trivy: ["AVD-AWS-0153"], kics: ["56a585f5-555c-48b2-8395-e64e4740a9cf"] },
  references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html"],

  on: trailsIntoLogs,
  check: watched({
    name: "key-deletion",
    pattern:
      "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }",
  }),

  insecure: hcl`
    resource "aws_cloudtrail" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.trail.arn}:*"
      cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
      name                       = "main"
      s3_bucket_name             = "acme-trail"
    }

    resource "aws_cloudwatch_log_group" "trail" {
      name = "trail"
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail" "main" {
      cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.trail.arn}:*"
      cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
      name                       = "main"
      s3_bucket_name             = "acme-trail"
    }

    resource "aws_cloudwatch_log_metric_filter" "key-deletion" {
      name           = "key-deletion"
      log_group_name = aws_cloudwatch_log_group.trail.name
      pattern        = "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }"

      metric_transformation {
        name      = "key-deletion"
        namespace = "Trail"
        value     = "1"
      }
    }

    resource "aws_cloudwatch_metric_alarm" "key-deletion" {
      alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
      alarm_name          = "key-deletion"
      comparison_operator = "GreaterThanOrEqualToThreshold"
      evaluation_periods  = 1
      metric_name         = "key-deletion"
      namespace           = "Trail"
      period              = 300
      statistic           = "Sum"
      threshold           = 1
    }

    resource "aws_cloudwatch_log_group" "trail" {
      name = "trail"
    }
  `,
});
