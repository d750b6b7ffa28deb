import { blocks, is, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dlm-copy-unencrypted",
  title: "Snapshot copies in another region are not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of a copy can read every block.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_255"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-ami-policy.html"],

  on: blocks("policy_details.schedule.cross_region_copy_rule", "aws_dlm_lifecycle_policy"),
  check: setting("encrypted", is(true), { title: "Encrypt them" }),

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
            encrypted = false
            #           ^^^^^
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
