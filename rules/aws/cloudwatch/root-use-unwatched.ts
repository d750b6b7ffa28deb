import { hcl, rule } from "../../kit/rule.ts";
import { trailsIntoLogs, watched } from "./shapes/watched.ts";

export default rule({
  id: "aws-cloudwatch-root-use-unwatched",
  title: "Nobody is alerted when the root user is used",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Whoever got into the root user owns the account before anybody notices.",
  controls: { "cis-aws-3.0": ["4.3"], "security-hub": ["CloudWatch.1"] },
  aliases: { trivy: ["AVD-AWS-0149"], kics: ["8b1b1e67-6248-4dca-bbad-93486bb181c0"] },
  references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html"],

  on: trailsIntoLogs,
  check: watched({
    name: "root-use",
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
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

    resource "aws_cloudwatch_log_metric_filter" "root-use" {
      name           = "root-use"
      log_group_name = aws_cloudwatch_log_group.trail.name
      pattern        = "{ $.userIdentity.type = \\"Root\\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \\"AwsServiceEvent\\" }"

      metric_transformation {
        name      = "root-use"
        namespace = "Trail"
        value     = "1"
      }
    }

    resource "aws_cloudwatch_metric_alarm" "root-use" {
      alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
      alarm_name          = "root-use"
      comparison_operator = "GreaterThanOrEqualToThreshold"
      evaluation_periods  = 1
      metric_name         = "root-use"
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
