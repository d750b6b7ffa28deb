import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";
import { companions, is, resources, setting } from "../../kit/checks.ts";
import { put, remove } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

const all = setting("all_supported", is(true), {
  fallback: true,
  impact: "disruption",
  title: "Record every type",
  edits: (group, value) => [put(group, "all_supported", value), ...remove(group, "resource_types")],
});

export default rule({
  id: "aws-config-recorder-leaves-out-types",
  title: "AWS Config records only some resource types",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Changes to a type that is left out, IAM's among them, are not recorded and not judged.",
  controls: {
    "cis-aws-1.4": ["3.5"],
    "security-hub": ["Config.1"],
  },
  aliases: { checkov: ["CKV2_AWS_45"] },
  references: [
    "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html",
  ],

  // A strategy or a list of exclusions is a decision that was taken.
  on: resources("aws_config_configuration_recorder").each((recorder) =>
    recorder
      .sections("recording_group")
      .filter(
        (group) =>
          !group.isOpen("recording_strategy") &&
          group.sections("recording_strategy").length + group.sections("exclusion_by_resource_types").length === 0,
      )
      .map((group) => ({ recorder, group })),
  ),
  *check({ recorder, group }: { readonly recorder: Resource; readonly group: Section }) {
    // its status says that everything is recorded
    const [status] = companions(recorder, "aws_config_configuration_recorder_status", "name").found;
    for (const problem of all(group)) yield { ...(status && { subject: status }), ...problem };
  },

  insecure: hcl`
    resource "aws_config_configuration_recorder" "main" {
      role_arn = "arn:aws:iam::111122223333:role/config"

      recording_group {
        all_supported = false
        #               ^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_config_configuration_recorder" "main" {
      role_arn = "arn:aws:iam::111122223333:role/config"

      recording_group {
        all_supported = true
      }
    }
  `,
});
