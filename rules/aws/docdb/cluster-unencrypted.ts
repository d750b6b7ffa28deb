import type { Resource } from "../../../language/model/resource.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-cluster-unencrypted",
  title: "DocumentDB cluster is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the storage, a backup or a snapshot reads every document.",
  controls: { "security-hub": ["DocumentDB.1"] },
  aliases: {
    checkov: ["CKV_AWS_74"],
    trivy: ["AVD-AWS-0021"],
    tfsec: ["aws-documentdb-enable-storage-encryption"],
    kics: ["bc1f9009-84a0-490f-ae09-3e0ea6d74ad6"],
  },
  references: [
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html",
  ],

  on: resources("aws_docdb_cluster").where(isOwn),
  check: setting("storage_encrypted", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the storage",
  }),

  insecure: hcl`
    resource "aws_docdb_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "orders"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster" "orders" {
      cluster_identifier  = "orders"
      skip_final_snapshot = true
      storage_encrypted   = true
    }
  `,
});

/** What comes from a snapshot or another cluster is encrypted as its source is. */
function isOwn(cluster: Resource): boolean {
  return (
    cluster.get("snapshot_identifier").state === "absent" &&
    cluster.get("global_cluster_identifier").state === "absent" &&
    cluster.sections("restore_to_point_in_time").length === 0
  );
}
