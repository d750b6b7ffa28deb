import { blocks, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dlm-shared-copy-unencrypted",
  title: "Copies of shared snapshots are not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of a copy can read every block.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_253"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/event-policy.html"],

  on: blocks("policy_details.action.cross_region_copy.encryption_configuration", "aws_dlm_lifecycle_policy"),
  check: setting("encrypted", is(true), { fallback: false, title: "Encrypt them" }),

  insecure: hcl`
    resource "aws_dlm_lifecycle_policy" "copies" {
      description        = "Copies"
      execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
      state              = "ENABLED"

      policy_details {
        policy_type = "EVENT_BASED_POLICY"

        action {
          name = "copy"

          cross_region_copy {
            target = "eu-central-1"

            encryption_configuration {
              encrypted = false
              #           ^^^^^
            }

            retain_rule {
              interval      = 15
              interval_unit = "MONTHS"
            }
          }
        }

        event_source {
          type = "MANAGED_CWE"

          parameters {
            description_regex = "^.*shared.*$"
            event_type        = "shareSnapshot"
            snapshot_owner    = ["123456789012"]
          }
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_dlm_lifecycle_policy" "copies" {
      description        = "Copies"
      execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
      state              = "ENABLED"

      policy_details {
        policy_type = "EVENT_BASED_POLICY"

        action {
          name = "copy"

          cross_region_copy {
            target = "eu-central-1"

            encryption_configuration {
              encrypted = true
            }

            retain_rule {
              interval      = 15
              interval_unit = "MONTHS"
            }
          }
        }

        event_source {
          type = "MANAGED_CWE"

          parameters {
            description_regex = "^.*shared.*$"
            event_type        = "shareSnapshot"
            snapshot_owner    = ["123456789012"]
          }
        }
      }
    }
  `,
});
