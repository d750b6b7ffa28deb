import { hcl, rule } from "../../kit/rule.ts";
import { trailsIntoLogs, watched } from "./shapes/watched.ts";

export default rule({
  id: "aws-cloudwatch-organization-changes-unwatched",
  title: "Nobody is alerted when the AWS organization changes",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A guard rail that is taken away goes unseen.",
  controls: { "cis-aws-3.0": ["4.15"] },
  aliases: { trivy: ["AVD-AWS-0174"], kics: ["38b85c45-e772-4de8-a247-69619ca137b3"] },
  references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html"],

  on: trailsIntoLogs,
  check: watched({
    name: "organization-changes",
    pattern:
      "{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = AcceptHandshake) || ($.eventName = AttachPolicy) || ($.eventName = CreateAccount) || ($.eventName = CreateOrganizationalUnit) || ($.eventName = CreatePolicy) || ($.eventName = DeclineHandshake) || ($.eventName = DeleteOrganization) || ($.eventName = DeleteOrganizationalUnit) || ($.eventName = DeletePolicy) || ($.eventName = DetachPolicy) || ($.eventName = DisablePolicyType) || ($.eventName = EnablePolicyType) || ($.eventName = InviteAccountToOrganization) || ($.eventName = LeaveOrganization) || ($.eventName = MoveAccount) || ($.eventName = RemoveAccountFromOrganization) || ($.eventName = UpdatePolicy) || ($.eventName = UpdateOrganizationalUnit)) }",
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

    resource "aws_cloudwatch_log_metric_filter" "organization-changes" {
      name           = "organization-changes"
      log_group_name = aws_cloudwatch_log_group.trail.name
      pattern        = "{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = AcceptHandshake) || ($.eventName = AttachPolicy) || ($.eventName = CreateAccount) || ($.eventName = CreateOrganizationalUnit) || ($.eventName = CreatePolicy) || ($.eventName = DeclineHandshake) || ($.eventName = DeleteOrganization) || ($.eventName = DeleteOrganizationalUnit) || ($.eventName = DeletePolicy) || ($.eventName = DetachPolicy) || ($.eventName = DisablePolicyType) || ($.eventName = EnablePolicyType) || ($.eventName = InviteAccountToOrganization) || ($.eventName = LeaveOrganization) || ($.eventName = MoveAccount) || ($.eventName = RemoveAccountFromOrganization) || ($.eventName = UpdatePolicy) || ($.eventName = UpdateOrganizationalUnit)) }"

      metric_transformation {
        name      = "organization-changes"
        namespace = "Trail"
        value     = "1"
      }
    }

    resource "aws_cloudwatch_metric_alarm" "organization-changes" {
      alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:security"]
      alarm_name          = "organization-changes"
      comparison_operator = "GreaterThanOrEqualToThreshold"
      evaluation_periods  = 1
      metric_name         = "organization-changes"
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
