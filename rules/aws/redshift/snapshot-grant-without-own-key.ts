import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-snapshot-grant-without-own-key",
  title: "Copies of Redshift snapshots are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_281"] },
  references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html"],

  on: resources("aws_redshift_snapshot_copy_grant"),
  check: ownKey("kms_key_id", { description: "Snapshot copies", impact: "replacement" }),

  insecure: hcl`
    resource "aws_redshift_snapshot_copy_grant" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      snapshot_copy_grant_name = "sales"
    }
  `,
  secure: hcl`
    resource "aws_redshift_snapshot_copy_grant" "sales" {
      kms_key_id               = aws_kms_key.sales.arn
      snapshot_copy_grant_name = "sales"
    }

    resource "aws_kms_key" "sales" {
      description         = "Snapshot copies"
      enable_key_rotation = true
    }
  `,
});
