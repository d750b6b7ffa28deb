import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { featureOf, unset } from "./shapes/protections.ts";

export default rule({
  id: "aws-guardduty-protection-not-set",
  title: "GuardDuty protection of S3, EKS or EBS is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A new detector starts with all three, an older one keeps what it had, and what is not written can be switched off unnoticed.",
  controls: { "security-hub": ["GuardDuty.5", "GuardDuty.8", "GuardDuty.10"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/guardduty_detector_feature",
  ],

  on: resources("aws_guardduty_detector"),
  *check(detector) {
    const missing = unset(detector);
    if (missing.length === 0) return;
    yield {
      at: detector.header,
      message: `GuardDuty is not configured for ${missing.map(({ title }) => title).join(", ")}`,
      fixes: () => [
        {
          title: "Switch on what is missing",
          impact: "disruption",
          edits: missing.map(({ feature }) => featureOf(detector, feature, "ENABLED")),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_guardduty_detector" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      enable = true
    }
  `,
  secure: hcl`
    resource "aws_guardduty_detector" "main" {
      enable = true
    }

    resource "aws_guardduty_detector_feature" "s3_data_events" {
      detector_id = aws_guardduty_detector.main.id
      name        = "S3_DATA_EVENTS"
      status      = "ENABLED"
    }

    resource "aws_guardduty_detector_feature" "eks_audit_logs" {
      detector_id = aws_guardduty_detector.main.id
      name        = "EKS_AUDIT_LOGS"
      status      = "ENABLED"
    }

    resource "aws_guardduty_detector_feature" "ebs_malware_protection" {
      detector_id = aws_guardduty_detector.main.id
      name        = "EBS_MALWARE_PROTECTION"
      status      = "ENABLED"
    }
  `,
});
