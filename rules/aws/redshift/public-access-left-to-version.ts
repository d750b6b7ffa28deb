import { is, resources, setting } from "../../kit/checks.ts";
import { majors } from "../../kit/provider.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-public-access-left-to-version",
  title: "Redshift cluster is public or not as the provider's version decides",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Version 5 of the provider makes it public where nothing is written, version 6 does not; nothing here says which is used.",
  controls: { "security-hub": ["Redshift.1"] },
  aliases: { checkov: ["CKV_AWS_87"], kics: ["af173fde-95ea-4584-b904-bb3923ac4bda"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster").where(
    (cluster, module) =>
      cluster.get("publicly_accessible").state === "absent" && majors(module).includes(5) && majors(module).includes(6),
  ),
  check: setting("publicly_accessible", is(false), {
    fallback: true,
    impact: "disruption",
    title: "Keep the cluster private",
  }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      manage_master_password = true
      master_username        = "sales"
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      manage_master_password = true
      master_username        = "sales"
      publicly_accessible    = false
    }
  `,
});
