import { companions, holds, isTrue, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { append, expression, put, remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-guardduty-new-accounts-left-out",
  title: "GuardDuty does not cover new accounts of the organization",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What happens in an account that joins later goes unseen.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_3"] },
  references: ["https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html"],

  on: resources("aws_guardduty_detector"),
  *check(detector) {
    const { found, certain } = companions(detector, "aws_guardduty_organization_configuration", "detector_id");
    if (found.length === 0) {
      if (certain)
        yield {
          at: detector.header,
          fixes: () => [
            {
              title: "Watch new accounts",
              impact: "disruption",
              edits: [
                append(detector, "aws_guardduty_organization_configuration", {
                  auto_enable_organization_members: "ALL",
                  detector_id: expression(`aws_guardduty_detector.${detector.name}.id`),
                }),
              ],
            },
          ],
        };
      return;
    }
    for (const configuration of found) {
      const members = configuration.get("auto_enable_organization_members");
      if (
        isTrue(configuration.get("auto_enable")) ||
        holds(members, oneOf("ALL", "NEW"), "NONE") ||
        configuration.get("auto_enable").state === "unknown"
      )
        continue;
      yield {
        at: members.at,
        subject: detector,
        ...relatedTo(members),
        fixes: () => [
          {
            title: "Watch new accounts",
            impact: "disruption",
            edits: [
              ...remove(configuration, "auto_enable"),
              put(configuration, "auto_enable_organization_members", "ALL"),
            ],
          },
        ],
      };
    }
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

    resource "aws_guardduty_organization_configuration" "main" {
      auto_enable_organization_members = "ALL"
      detector_id                      = aws_guardduty_detector.main.id
    }
  `,
});
