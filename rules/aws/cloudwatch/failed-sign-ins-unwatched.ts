import { hcl, rule } from "../../kit/rule.ts";
import { trailsIntoLogs, watched } from "./shapes/watched.ts";

export default rule({
  id: "aws-cloudwatch-failed-sign-ins-unwatched",
  title: "Nobody is alerted to failed console sign-ins",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Somebody who guesses passwords goes unseen.",
  controls: { "cis-aws-3.0": ["4.6"], "security-hub": ["CloudWatch.6"] },
  aliases: { trivy: ["AVD-AWS-0152"], kics: ["5864d189-ee9a-4009-ac0c-8a582e6b7919"] },
  references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html"],

  on: trailsIntoLogs,
  check: watched({
    name: "failed-sign-ins",
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
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

    resource "aws_cloudwatch_log_metric_filter" "failed-sign-ins" {
      name           = "failed-sign-ins"
      log_group_name = aws_cloudwatch_log_group.trail.name
      pattern        = "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \\"Failed authentication\\") }"

      metric_transformation {
        name      = "failed-sign-ins"
        namespace = "Trail"
        value     = "1"
      }
    }

    resource "aws_cloudwatch_metric_alarm" "failed-sign-ins" {
      alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
      alarm_name          = "failed-sign-ins"
      comparison_operator = "GreaterThanOrEqualToThreshold"
      evaluation_periods  = 1
      metric_name         = "failed-sign-ins"
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
