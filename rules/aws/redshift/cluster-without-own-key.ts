import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-cluster-without-own-key",
  title: "Redshift cluster is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_142"], trivy: ["AVD-AWS-0084"], tfsec: ["aws-redshift-encryption-customer-key"] },
  references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html"],

  on: resources("aws_redshift_cluster").where(
    (cluster) =>
      cluster.get("snapshot_identifier").state === "absent" && cluster.get("snapshot_arn").state === "absent",
  ),
  check: ownKey("kms_key_id", { description: "Warehouse data", also: { encrypted: true } }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      encrypted              = true
      master_username        = "sales"
      manage_master_password = true
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      encrypted              = true
      master_username        = "sales"
      manage_master_password = true
      kms_key_id             = aws_kms_key.sales.arn
    }

    resource "aws_kms_key" "sales" {
      description         = "Warehouse data"
      enable_key_rotation = true
    }
  `,
});
