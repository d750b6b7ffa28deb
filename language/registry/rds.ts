import type { StandIn } from "./stand-in.ts";

export const rds: readonly StandIn[] = [
  {
    name: "rds",
    majors: [6, 7],
    inputs: { create_db_instance: true, publicly_accessible: false, storage_encrypted: true, kms_key_id: null,replicate_source_db:null,snapshot_identifier:null,restore_to_point_in_time:null },
    resources: `
      resource "aws_db_instance" "this" {
        count               = var.create_db_instance ? 1 : 0
        publicly_accessible = var.publicly_accessible
        storage_encrypted = var.storage_encrypted
        kms_key_id = var.kms_key_id
        replicate_source_db = var.replicate_source_db
        snapshot_identifier = var.snapshot_identifier
        replication_source_identifier = null
        global_cluster_identifier = null
        restore_to_point_in_time = var.restore_to_point_in_time
      }
    `,
  },
];
