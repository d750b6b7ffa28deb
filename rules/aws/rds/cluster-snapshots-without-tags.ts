import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-cluster-snapshots-without-tags",
  title: "Snapshots do not get the tags of their database cluster",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Permissions and clean-up that go by tags do not see the snapshots.",
  controls: { "security-hub": ["RDS.16", "RDS.47", "RDS.48"] },
  aliases: { checkov: ["CKV_AWS_313"] },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_rds_cluster"),
  check: setting("copy_tags_to_snapshot", is(true), { fallback: false }),

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier = "orders"
      engine             = "aurora-postgresql"
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier    = "orders"
      copy_tags_to_snapshot = true
      engine                = "aurora-postgresql"
    }
  `,
});
