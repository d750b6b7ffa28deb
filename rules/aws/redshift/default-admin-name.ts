import { holds, isFalse, noneOf, relatedTo, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-default-admin-name",
  title: "Redshift administrator has a well-known name",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "An attacker who knows the name has only the password to guess.",
  controls: { "security-hub": ["Redshift.8"] },
  aliases: { checkov: ["CKV_AWS_391"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-considerations.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster").where(
    (cluster) =>
      cluster.get("snapshot_identifier").state === "absent" && cluster.get("snapshot_arn").state === "absent",
  ),
  *check(cluster) {
    const name = cluster.get("master_username");
    if (
      holds(name, noneOf(["awsuser", "admin", "administrator"]), "own") ||
      isFalse(cluster.get("publicly_accessible"))
    )
      return;
    yield {
      at: name.at,
      ...relatedTo(name),
      fixes: () => [
        {
          title: "Name the administrator otherwise",
          impact: "replacement",
          edits: [put(cluster, "master_username", stop("warehouse_owner"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      manage_master_password = true
      master_username        = "awsuser"
      #                        ^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      manage_master_password = true
      master_username        = "warehouse_owner"
    }
  `,
});
