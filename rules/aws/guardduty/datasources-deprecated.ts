import { isTrue, resources } from "../../kit/checks.ts";
import { removeBlock } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { datasources, featureOf } from "./shapes/protections.ts";

export default rule({
  id: "aws-guardduty-datasources-deprecated",
  title: "GuardDuty protection plans are written in a deprecated block",
  severity: "low",
  profile: "hint",
  responsibility: "customer",
  why: "New protection plans cannot be written this way, and a later version may refuse it.",
  controls: {},
  aliases: {},
  references: [
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/guardduty_detector",
    "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html",
  ],

  on: resources("aws_guardduty_detector"),
  *check(detector) {
    for (const block of detector.sections("datasources")) {
      yield {
        at: block.header,
        tag: "deprecated",
        fixes: () => [
          {
            title: "Write features instead",
            impact: "update",
            edits: [
              removeBlock(block),
              ...[...datasources(detector)].map(({ plan, value }) =>
                featureOf(detector, plan.feature, isTrue(value) ? "ENABLED" : "DISABLED"),
              ),
            ],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_guardduty_detector" "main" {
      enable = true

      datasources {
      #^^^^^^^^^^
        s3_logs {
          enable = true
        }
      }
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
  `,
});
