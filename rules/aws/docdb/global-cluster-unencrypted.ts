import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-global-cluster-unencrypted",
  title: "DocumentDB global cluster is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the storage in any of its Regions reads every document.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_292"] },
  references: ["https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html"],

  on: resources("aws_docdb_global_cluster").where(
    (cluster) => cluster.get("source_db_cluster_identifier").state === "absent",
  ),
  check: setting("storage_encrypted", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the storage",
  }),

  insecure: hcl`
    resource "aws_docdb_global_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      engine                    = "docdb"
      global_cluster_identifier = "orders"
    }
  `,
  secure: hcl`
    resource "aws_docdb_global_cluster" "orders" {
      engine                    = "docdb"
      global_cluster_identifier = "orders"
      storage_encrypted         = true
    }
  `,
});
