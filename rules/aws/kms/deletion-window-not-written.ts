import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kms-deletion-window-not-written",
  title: "Deletion window of the KMS key is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What a deleted key encrypted is lost for good when the time is over.",
  controls: {},
  aliases: { kics: ["0b530315-0ea4-497f-b34c-4ff86268f59d"] },
  references: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],

  on: resources("aws_kms_key"),
  check: setting("deletion_window_in_days", isSet(30), { title: "Wait for 30 days" }),

  insecure: hcl`
    resource "aws_kms_key" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      description         = "Data at rest"
      enable_key_rotation = true
    }
  `,
  secure: hcl`
    resource "aws_kms_key" "data" {
      deletion_window_in_days = 30
      description             = "Data at rest"
      enable_key_rotation     = true
    }
  `,
});
