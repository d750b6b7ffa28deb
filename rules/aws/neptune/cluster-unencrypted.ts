import type { Resource } from "../../../language/model/resource.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-cluster-unencrypted",
  title: "Neptune cluster is not encrypted at rest",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the storage, a backup or a snapshot reads the whole graph.",
  controls: { "security-hub": ["Neptune.1"] },
  aliases: {
    checkov: ["CKV_AWS_44"],
    trivy: ["AVD-AWS-0076"],
    tfsec: ["aws-neptune-enable-storage-encryption"],
    kics: ["98d59056-f745-4ef5-8613-32bca8d40b7e"],
  },
  references: [
    "https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html",
  ],

  on: resources("aws_neptune_cluster").where(isOwn),
  check: setting("storage_encrypted", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt the storage; data moves by an encrypted copy of a snapshot",
  }),

  insecure: hcl`
    resource "aws_neptune_cluster" "graph" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "graph"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster" "graph" {
      cluster_identifier  = "graph"
      skip_final_snapshot = true
      storage_encrypted   = true
    }
  `,
});

/** What comes from a snapshot or another cluster is encrypted as its source is. */
function isOwn(cluster: Resource): boolean {
  return ["snapshot_identifier", "replication_source_identifier", "global_cluster_identifier"].every(
    (name) => cluster.get(name).state === "absent",
  );
}
