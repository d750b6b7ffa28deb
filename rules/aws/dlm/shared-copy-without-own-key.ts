import { blocks, isSet, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dlm-shared-copy-without-own-key",
  title: "Copies of shared snapshots are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_254"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/event-policy.html"],

  on: blocks("policy_details.action.cross_region_copy.encryption_configuration", "aws_dlm_lifecycle_policy"),
  check: setting("cmk_arn", isSet(stop("arn:aws:kms:eu-central-1:123456789012:key/id")), { title: "Name a key" }),

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
            #^^^^^^^^^^^^^^^^^^^^^^^
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
              cmk_arn   = "arn:aws:kms:eu-central-1:123456789012:key/id"
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
