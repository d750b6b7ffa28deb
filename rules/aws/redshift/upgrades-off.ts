import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-upgrades-off",
  title: "Redshift cluster gets no automatic version upgrades",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open until somebody closes them by hand.",
  controls: { "security-hub": ["Redshift.6"] },
  aliases: { checkov: ["CKV_AWS_141"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-considerations.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster"),
  check: setting("allow_version_upgrade", is(true), {
    fallback: true,
    impact: "disruption",
    title: "Take new versions",
  }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      allow_version_upgrade  = false
      #                        ^^^^^
      master_username        = "sales"
      manage_master_password = true
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      allow_version_upgrade  = true
      master_username        = "sales"
      manage_master_password = true
    }
  `,
});
