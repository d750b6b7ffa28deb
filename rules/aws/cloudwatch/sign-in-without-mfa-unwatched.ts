import { hcl, rule } from "../../kit/rule.ts";
import { trailsIntoLogs, watched } from "./shapes/watched.ts";

export default rule({
  id: "aws-cloudwatch-sign-in-without-mfa-unwatched",
  title: "Nobody is alerted to console sign-ins without MFA",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A stolen password goes unseen.",
  controls: { "cis-aws-3.0": ["4.2"], "security-hub": ["CloudWatch.3"] },
  aliases: { trivy: ["AVD-AWS-0148"], kics: ["44ceb4fa-0897-4fd2-b676-30e7a58f2933"] },
  references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html"],

  on: trailsIntoLogs,
  check: watched({
    name: "sign-in-without-mfa",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
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

    resource "aws_cloudwatch_log_metric_filter" "sign-in-without-mfa" {
      name           = "sign-in-without-mfa"
      log_group_name = aws_cloudwatch_log_group.trail.name
      pattern        = "{ ($.eventName = \\"ConsoleLogin\\") && ($.additionalEventData.MFAUsed != \\"Yes\\") }"

      metric_transformation {
        name      = "sign-in-without-mfa"
        namespace = "Trail"
        value     = "1"
      }
    }

    resource "aws_cloudwatch_metric_alarm" "sign-in-without-mfa" {
      alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
      alarm_name          = "sign-in-without-mfa"
      comparison_operator = "GreaterThanOrEqualToThreshold"
      evaluation_periods  = 1
      metric_name         = "sign-in-without-mfa"
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
