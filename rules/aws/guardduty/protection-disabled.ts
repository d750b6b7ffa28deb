import { plain, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { protections } from "./shapes/protections.ts";

export default rule({
  id: "aws-guardduty-protection-disabled",
  title: "A GuardDuty protection plan is switched off",
  severity: "medium",
  responsibility: "customer",
  cost: "basic",
  why: "GuardDuty then does not look at that source: theft of objects, a taken cluster or malware on a disk go unseen.",
  controls: { "security-hub": ["GuardDuty.5", "GuardDuty.8", "GuardDuty.10"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html",
  ],

  on: protections,
  *check({ plan, section, name, value, on }) {
    if (!["false", "DISABLED"].includes(String(plain(value)))) return;
    yield {
      at: value.at,
      message: `GuardDuty's ${plan.title} is switched off`,
      ...relatedTo(value),
      fixes: () => [{ title: `Switch on ${plan.title}`, impact: "disruption", edits: [put(section, name, on)] }],
    };
  },

  insecure: hcl`
    resource "aws_guardduty_detector" "main" {
      enable = true
    }

    resource "aws_guardduty_detector_feature" "s3" {
      detector_id = aws_guardduty_detector.main.id
      name        = "S3_DATA_EVENTS"
      status      = "DISABLED"
      #             ^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_guardduty_detector" "main" {
      enable = true
    }

    resource "aws_guardduty_detector_feature" "s3" {
      detector_id = aws_guardduty_detector.main.id
      name        = "S3_DATA_EVENTS"
      status      = "ENABLED"
    }
  `,
});
