import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-config-recorder-stopped",
  title: "AWS Config is switched off: it records nothing",
  severity: "medium",
  responsibility: "customer",
  cost: "basic",
  why: "Without its record nobody can tell when a resource became insecure, and no rule of AWS Config judges it.",
  controls: {
    "cis-aws-1.4": ["3.5"],
    "security-hub": ["Config.1"],
  },
  aliases: { checkov: ["CKV2_AWS_45"] },
  references: [
    "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html",
  ],

  on: resources("aws_config_configuration_recorder_status"),
  check: setting("is_enabled", is(true), { impact: "disruption", title: "Start recording" }),

  insecure: hcl`
    resource "aws_config_configuration_recorder_status" "main" {
      name       = "default"
      is_enabled = false
      #            ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_config_configuration_recorder_status" "main" {
      name       = "default"
      is_enabled = true
    }
  `,
});
