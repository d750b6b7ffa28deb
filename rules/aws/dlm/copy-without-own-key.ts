import { blocks, isSet, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dlm-copy-without-own-key",
  title: "Snapshot copies in another region are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_256"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-ami-policy.html"],

  on: blocks("policy_details.schedule.cross_region_copy_rule", "aws_dlm_lifecycle_policy"),
  check: setting("cmk_arn", isSet(stop("arn:aws:kms:eu-central-1:123456789012:key/id")), { title: "Name a key" }),

  insecure: hcl`
    resource "aws_dlm_lifecycle_policy" "copies" {
      description        = "Copies"
      execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
      state              = "ENABLED"

      policy_details {
        resource_types = ["VOLUME"]
        target_tags = {
          Snapshot = "true"
        }

        schedule {
          name = "daily"

          create_rule {
            interval = 24
          }

          cross_region_copy_rule {
          #^^^^^^^^^^^^^^^^^^^^^
            encrypted = true
            target    = "eu-central-1"
          }

          retain_rule {
            count = 14
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
        resource_types = ["VOLUME"]
        target_tags = {
          Snapshot = "true"
        }

        schedule {
          name = "daily"

          create_rule {
            interval = 24
          }

          cross_region_copy_rule {
            cmk_arn   = "arn:aws:kms:eu-central-1:123456789012:key/id"
            encrypted = true
            target    = "eu-central-1"
          }

          retain_rule {
            count = 14
          }
        }
      }
    }
  `,
});
