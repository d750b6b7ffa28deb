import { holds, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-config-global-types-not-recorded",
  title: "AWS Config does not record IAM users, groups, roles and policies",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Users, groups, roles and policies are global types: without them the most attacked part of the account has no history. One region should record them.",
  controls: {
    "cis-aws-1.4": ["3.5"],
    "security-hub": ["Config.1"],
  },
  aliases: { checkov: ["CKV2_AWS_48"] },
  references: ["https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html"],

  on: resources("aws_config_configuration_recorder").where((recorder) =>
    holds(recorder.get("recording_group.all_supported"), is(true), true),
  ),
  check: setting("recording_group.include_global_resource_types", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Record global types",
  }),

  insecure: hcl`
    resource "aws_config_configuration_recorder" "main" {
      role_arn = "arn:aws:iam::111122223333:role/config"

      recording_group {
        all_supported                 = true
        include_global_resource_types = false
        #                               ^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_config_configuration_recorder" "main" {
      role_arn = "arn:aws:iam::111122223333:role/config"

      recording_group {
        all_supported                 = true
        include_global_resource_types = true
      }
    }
  `,
});
