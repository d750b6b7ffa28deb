import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-default-database-name",
  title: "Redshift database has the default name",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "An attacker who knows the name of the database has one thing less to guess.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_320"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-considerations.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],
  noFix: "A cluster keeps the name that its database was made with.",

  on: resources("aws_redshift_cluster").where(
    (cluster) =>
      cluster.get("snapshot_identifier").state === "absent" && cluster.get("snapshot_arn").state === "absent",
  ),
  check: setting("database_name", isSet()),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
      database_name          = "sales"
    }
  `,
});
