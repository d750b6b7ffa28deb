import { holds, isSet, resources } from "../../kit/checks.ts";
import { concat, expression, putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";

export default rule({
  id: "aws-cloudtrail-trail-without-log-group",
  title: "CloudTrail does not send its events to CloudWatch Logs",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Nothing can watch for what happens in the account while it happens.",
  controls: { "security-hub": ["CloudTrail.5"] },
  aliases: {
    checkov: ["CKV2_AWS_10"],
    trivy: ["AVD-AWS-0162"],
    tfsec: ["aws-cloudtrail-ensure-cloudwatch-integration"],
    kics: ["17b30f8f-8dfb-4597-adf6-57600b6cf25e"],
  },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: resources("aws_cloudtrail"),
  *check(trail) {
    const group = trail.get("cloud_watch_logs_group_arn");
    if (holds(group, isSet())) return;
    yield {
      at: trail.header,
      fixes: () => {
        const group = newLogGroup(trail, "/aws/cloudtrail/");
        return [
          {
            title: "Write to CloudWatch",
            impact: "update",
            edits: [
              ...putAll(trail, {
                cloud_watch_logs_group_arn: concat(expression(`${group.address}.arn`), ":*"),
                cloud_watch_logs_role_arn: stop("arn:aws:iam::123456789012:role/trail"),
              }),
              group.edit,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_cloudtrail" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name           = "main"
      s3_bucket_name = "acme-trail"
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail" "main" {
      cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.main.arn}:*"
      cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
      name                       = "main"
      s3_bucket_name             = "acme-trail"
    }

    resource "aws_cloudwatch_log_group" "main" {
      name              = "/aws/cloudtrail/main"
      retention_in_days = 365
    }
  `,
});
