import type { StandIn } from "../stand-in.ts";

export const redshift: readonly StandIn[] = [
  {
    name: "redshift",
    majors: [6, 6],
    inputs: {
      allow_version_upgrade: null,
      apply_immediately: null,
      aqua_configuration_status: null,
      automated_snapshot_retention_period: null,
      availability_zone: null,
      availability_zone_relocation_enabled: null,
      cluster_identifier: "",
      cluster_version: null,
      create: true,
      database_name: null,
      elastic_ip: null,
      encrypted: true,
      enhanced_vpc_routing: null,
      kms_key_arn: null,
      maintenance_track_name: null,
      manual_snapshot_retention_period: null,
      master_password_secret_kms_key_id: null,
      master_username: "awsuser",
      multi_az: null,
      node_type: "",
      number_of_nodes: 1,
      owner_account: null,
      port: null,
      preferred_maintenance_window: "sat:10:00-sat:10:30",
      publicly_accessible: false,
      skip_final_snapshot: true,
      snapshot_cluster_identifier: null,
      snapshot_identifier: null,
      vpc_security_group_ids: [],
    },
    resources: `
      resource "aws_redshift_cluster" "this" {
        count                                = var.create ? 1 : 0
        allow_version_upgrade                = var.allow_version_upgrade
        apply_immediately                    = var.apply_immediately
        aqua_configuration_status            = var.aqua_configuration_status
        automated_snapshot_retention_period  = var.automated_snapshot_retention_period
        availability_zone                    = var.availability_zone
        availability_zone_relocation_enabled = var.availability_zone_relocation_enabled
        cluster_identifier                   = var.cluster_identifier
        cluster_version                      = var.cluster_version
        database_name                        = var.database_name
        elastic_ip                           = var.elastic_ip
        encrypted                            = var.encrypted
        enhanced_vpc_routing                 = var.enhanced_vpc_routing
        kms_key_id                           = var.kms_key_arn
        maintenance_track_name               = var.maintenance_track_name
        manual_snapshot_retention_period     = var.manual_snapshot_retention_period
        master_password_secret_kms_key_id    = var.master_password_secret_kms_key_id
        master_username                      = var.master_username
        multi_az                             = var.multi_az
        node_type                            = var.node_type
        number_of_nodes                      = var.number_of_nodes
        owner_account                        = var.owner_account
        port                                 = var.port
        preferred_maintenance_window         = var.preferred_maintenance_window
        publicly_accessible                  = var.publicly_accessible
        skip_final_snapshot                  = var.skip_final_snapshot
        snapshot_cluster_identifier          = var.snapshot_cluster_identifier
        snapshot_identifier                  = var.snapshot_identifier
        vpc_security_group_ids               = var.vpc_security_group_ids
      }
    `,
  },
  {
    name: "redshift",
    majors: [7, 7],
    inputs: {
      allow_version_upgrade: null,
      apply_immediately: null,
      automated_snapshot_retention_period: null,
      availability_zone: null,
      availability_zone_relocation_enabled: null,
      cluster_identifier: "",
      cluster_version: null,
      create: true,
      database_name: null,
      elastic_ip: null,
      encrypted: null,
      enhanced_vpc_routing: null,
      kms_key_arn: null,
      maintenance_track_name: null,
      manual_snapshot_retention_period: null,
      master_password_secret_kms_key_id: null,
      master_username: "awsuser",
      multi_az: null,
      node_type: "",
      number_of_nodes: 1,
      owner_account: null,
      port: 5439,
      preferred_maintenance_window: "sat:10:00-sat:10:30",
      publicly_accessible: null,
      skip_final_snapshot: true,
      snapshot_arn: null,
      snapshot_cluster_identifier: null,
      snapshot_identifier: null,
    },
    resources: `
      resource "aws_redshift_cluster" "this" {
        count                                = var.create ? 1 : 0
        allow_version_upgrade                = var.allow_version_upgrade
        apply_immediately                    = var.apply_immediately
        automated_snapshot_retention_period  = var.automated_snapshot_retention_period
        availability_zone                    = var.availability_zone
        availability_zone_relocation_enabled = var.availability_zone_relocation_enabled
        cluster_identifier                   = var.cluster_identifier
        cluster_version                      = var.cluster_version
        database_name                        = var.database_name
        elastic_ip                           = var.elastic_ip
        encrypted                            = var.encrypted
        enhanced_vpc_routing                 = var.enhanced_vpc_routing
        kms_key_id                           = var.kms_key_arn
        maintenance_track_name               = var.maintenance_track_name
        manual_snapshot_retention_period     = var.manual_snapshot_retention_period
        master_password_secret_kms_key_id    = var.master_password_secret_kms_key_id
        master_username                      = var.master_username
        multi_az                             = var.multi_az
        node_type                            = var.node_type
        number_of_nodes                      = var.number_of_nodes
        owner_account                        = var.owner_account
        port                                 = var.port
        preferred_maintenance_window         = var.preferred_maintenance_window
        publicly_accessible                  = var.publicly_accessible
        skip_final_snapshot                  = var.skip_final_snapshot
        snapshot_arn                         = var.snapshot_arn
        snapshot_cluster_identifier          = var.snapshot_cluster_identifier
        snapshot_identifier                  = var.snapshot_identifier
      }
    `,
  },
];
