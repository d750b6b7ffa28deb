import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-cluster-unencrypted",
  title: "Redshift cluster is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the storage or a snapshot reads the whole warehouse.",
  controls: { "security-hub": ["Redshift.10"] },
  aliases: { checkov: ["CKV_AWS_64"], kics: ["cfdcabb0-fc06-427c-865b-c59f13e898ce"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster").where(
    (cluster) =>
      cluster.get("snapshot_identifier").state === "absent" && cluster.get("snapshot_arn").state === "absent",
  ),
  check: setting("encrypted", is(true), {
    fallbacks: { 5: false, 6: true },
    impact: "disruption",
    title: "Encrypt the cluster",
  }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      encrypted              = false
      #                        ^^^^^
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
    }
  `,
});
