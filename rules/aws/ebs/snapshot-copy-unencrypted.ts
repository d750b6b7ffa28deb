import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-snapshot-copy-unencrypted",
  title: "Copy of a disk snapshot is not encrypted by its own settings",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Unless the source is encrypted, or the region encrypts by default, whoever the copy is shared with can read it.",
  controls: {},
  aliases: {},
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html"],

  on: resources("aws_ebs_snapshot_copy").where((copy) => !isEncryptedByDefault(copy)),
  check: setting("encrypted", is(true), { impact: "replacement", title: "Encrypt the copy" }),

  insecure: hcl`
    resource "aws_ebs_snapshot_copy" "disaster" {
      encrypted          = false
      #                    ^^^^^
      source_region      = "eu-west-1"
      source_snapshot_id = "snap-0a1b2c3d4e5f6a7b8"
    }
  `,
  secure: hcl`
    resource "aws_ebs_snapshot_copy" "disaster" {
      encrypted          = true
      source_region      = "eu-west-1"
      source_snapshot_id = "snap-0a1b2c3d4e5f6a7b8"
    }
  `,
});
