import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-snapshots-off",
  title: "Redshift cluster keeps no automatic snapshots",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a bug or an attacker deletes is gone.",
  controls: { "security-hub": ["Redshift.3"] },
  aliases: { checkov: ["CKV_AWS_343"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster"),
  check: setting("automated_snapshot_retention_period", isNot(0, 7), {
    fallback: 1,
    title: "Keep snapshots for a week",
  }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier                  = "sales"
      node_type                           = "ra3.large"
      automated_snapshot_retention_period = 0
      #                                     ^
      master_username                     = "sales"
      manage_master_password              = true
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier                  = "sales"
      node_type                           = "ra3.large"
      automated_snapshot_retention_period = 7
      master_username                     = "sales"
      manage_master_password              = true
    }
  `,
});
