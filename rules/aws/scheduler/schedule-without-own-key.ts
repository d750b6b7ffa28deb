import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-scheduler-schedule-without-own-key",
  title: "Schedule is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_297"] },
  references: ["https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html"],

  on: resources("aws_scheduler_schedule"),
  check: ownKey("kms_key_arn", { description: "Schedules" }),

  insecure: hcl`
    resource "aws_scheduler_schedule" "nightly" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      schedule_expression = "rate(1 day)"

      flexible_time_window {
        mode = "OFF"
      }

      target {
        arn      = "arn:aws:sqs:eu-west-1:123456789012:nightly"
        role_arn = "arn:aws:iam::123456789012:role/scheduler"
      }
    }
  `,
  secure: hcl`
    resource "aws_scheduler_schedule" "nightly" {
      kms_key_arn         = aws_kms_key.nightly.arn
      schedule_expression = "rate(1 day)"

      flexible_time_window {
        mode = "OFF"
      }

      target {
        arn      = "arn:aws:sqs:eu-west-1:123456789012:nightly"
        role_arn = "arn:aws:iam::123456789012:role/scheduler"
      }
    }

    resource "aws_kms_key" "nightly" {
      description         = "Schedules"
      enable_key_rotation = true
    }
  `,
});
