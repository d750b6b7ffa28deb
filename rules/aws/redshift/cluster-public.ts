import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-cluster-public",
  title: "Redshift cluster has a public address on the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try to log in to it, and one mistake in a security group opens it.",
  controls: { "security-hub": ["Redshift.1"] },
  aliases: { checkov: ["CKV_AWS_87"], kics: ["af173fde-95ea-4584-b904-bb3923ac4bda"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster"),
  check: setting("publicly_accessible", is(false), {
    fallbacks: { 5: true, 6: false },
    impact: "disruption",
    title: "Keep the cluster private",
  }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
      publicly_accessible    = true
      #                        ^^^^
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
      publicly_accessible    = false
    }
  `,
});
