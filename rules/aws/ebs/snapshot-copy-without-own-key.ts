import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-snapshot-copy-without-own-key",
  title: "Copy of a disk snapshot is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_183"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html"],

  on: resources("aws_ebs_snapshot_copy"),
  check: ownKey("kms_key_id", { description: "Snapshots", impact: "replacement", also: { encrypted: true } }),

  insecure: hcl`
    resource "aws_ebs_snapshot_copy" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      encrypted          = true
      source_region      = "eu-west-1"
      source_snapshot_id = "snap-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_ebs_snapshot_copy" "data" {
      encrypted          = true
      kms_key_id         = aws_kms_key.data.arn
      source_region      = "eu-west-1"
      source_snapshot_id = "snap-0a1b2c3d"
    }

    resource "aws_kms_key" "data" {
      description         = "Snapshots"
      enable_key_rotation = true
    }
  `,
});
