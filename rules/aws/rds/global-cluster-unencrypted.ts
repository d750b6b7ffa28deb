import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-global-cluster-unencrypted",
  title: "Global database cluster is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the storage in any of its Regions can read every row.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_140"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"],

  on: resources("aws_rds_global_cluster").where(
    (cluster) => cluster.get("source_db_cluster_identifier").state === "absent",
  ),
  check: setting("storage_encrypted", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the storage",
  }),

  insecure: hcl`
    resource "aws_rds_global_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      engine                    = "aurora-postgresql"
      global_cluster_identifier = "orders"
    }
  `,
  secure: hcl`
    resource "aws_rds_global_cluster" "orders" {
      engine                    = "aurora-postgresql"
      global_cluster_identifier = "orders"
      storage_encrypted         = true
    }
  `,
});
