import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-guardduty-detector-disabled",
  title: "GuardDuty is switched off",
  severity: "high",
  responsibility: "customer",
  cost: "basic",
  why: "Stolen keys, crypto miners and calls to known attackers go unseen.",
  controls: {
    "security-hub": ["GuardDuty.1"],
  },
  aliases: { checkov: ["CKV_AWS_238"], kics: ["704dadd3-54fc-48ac-b6a0-02f170011473"] },
  references: [
    "https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html",
  ],

  on: resources("aws_guardduty_detector"),
  check: setting("enable", is(true), { fallback: true, impact: "disruption", title: "Switch GuardDuty on" }),

  insecure: hcl`
    resource "aws_guardduty_detector" "main" {
      enable = false
      #        ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_guardduty_detector" "main" {
      enable = true
    }
  `,
});
