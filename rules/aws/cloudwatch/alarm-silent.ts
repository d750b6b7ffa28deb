import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, isCallingUnseen, isFalse, isSet, resources, setting } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { namersOf } from "../../kit/namers.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { compositesOf } from "./shapes/composites.ts";

const isSwitchedOn = setting("actions_enabled", is(true), {
  fallback: true,
  impact: "disruption",
  title: "Let it act",
});

export default rule({
  id: "aws-cloudwatch-alarm-silent",
  title: "Alarm notifies nobody",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "What it watches for happens unseen.",
  controls: { "security-hub": ["CloudWatch.15", "CloudWatch.17"] },
  aliases: { checkov: ["CKV_AWS_319"] },
  references: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
  ],

  on: resources("aws_cloudwatch_metric_alarm"),
  *check(alarm, module) {
    for (const problem of isSwitchedOn(alarm)) yield { ...problem, aliases: ["CKV_AWS_319"] };
    if (isFalse(alarm.get("actions_enabled")) || !hasNoAction(alarm) || isCallingUnseen(module.root) || isUsed(alarm))
      return;
    yield {
      at: alarm.header,
      aliases: [],
      fixes: () => [
        {
          title: "Tell somebody",
          impact: "update",
          edits: [put(alarm, "alarm_actions", [stop("arn:aws:sns:eu-west-1:123456789012:alarms")])],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_cloudwatch_metric_alarm" "errors" {
      actions_enabled     = false
      #                     ^^^^^
      alarm_actions       = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
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
      alarm_actions       = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
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

const hasNoAction = (alarm: Resource): boolean =>
  ["alarm_actions", "ok_actions", "insufficient_data_actions"].every((name) => !holds(alarm.get(name), isSet()));

/** Whether something else goes by it: an alarm over several, a deployment. */
const isUsed = (alarm: Resource): boolean =>
  namersOf(alarm.module, `${alarm.type}.${alarm.name}`).length > 0 || compositesOf(alarm).length > 0;
