import type { StandIn } from "../stand-in.ts";

export const redshift: readonly StandIn[] = [
  {
    name: "redshift",
    majors: [6, 6],
    inputs: {
      aqua_configuration_status: null,
      automated_snapshot_retention_period: null,
      create: true,
      encrypted: true,
      enhanced_vpc_routing: null,
      kms_key_arn: null,
      manual_snapshot_retention_period: null,
      master_username: "awsuser",
      multi_az: null,
      publicly_accessible: false,
      skip_final_snapshot: true,
      snapshot_cluster_identifier: null,
      snapshot_identifier: null,
    },
    resources: `
      resource "aws_redshift_cluster" "this" {
        count                               = var.create ? 1 : 0
        aqua_configuration_status           = var.aqua_configuration_status
        automated_snapshot_retention_period = var.automated_snapshot_retention_period
        encrypted                           = var.encrypted
        enhanced_vpc_routing                = var.enhanced_vpc_routing
        kms_key_id                          = var.kms_key_arn
        manual_snapshot_retention_period    = var.manual_snapshot_retention_period
        master_username                     = var.master_username
        multi_az                            = var.multi_az
        publicly_accessible                 = var.publicly_accessible
        skip_final_snapshot                 = var.skip_final_snapshot
        snapshot_cluster_identifier         = var.snapshot_cluster_identifier
        snapshot_identifier                 = var.snapshot_identifier
      }
    `,
  },
  {
    name: "redshift",
    majors: [7, 7],
    inputs: {
      automated_snapshot_retention_period: null,
      create: true,
      encrypted: null,
      enhanced_vpc_routing: null,
      kms_key_arn: null,
      manual_snapshot_retention_period: null,
      master_username: "awsuser",
      multi_az: null,
      publicly_accessible: null,
      skip_final_snapshot: true,
      snapshot_arn: null,
      snapshot_cluster_identifier: null,
      snapshot_identifier: null,
    },
    resources: `
      resource "aws_redshift_cluster" "this" {
        count                               = var.create ? 1 : 0
        automated_snapshot_retention_period = var.automated_snapshot_retention_period
        encrypted                           = var.encrypted
        enhanced_vpc_routing                = var.enhanced_vpc_routing
        kms_key_id                          = var.kms_key_arn
        manual_snapshot_retention_period    = var.manual_snapshot_retention_period
        master_username                     = var.master_username
        multi_az                            = var.multi_az
        publicly_accessible                 = var.publicly_accessible
        skip_final_snapshot                 = var.skip_final_snapshot
        snapshot_arn                        = var.snapshot_arn
        snapshot_cluster_identifier         = var.snapshot_cluster_identifier
        snapshot_identifier                 = var.snapshot_identifier
      }
    `,
  },
];
