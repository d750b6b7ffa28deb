import type { StandIn } from "../stand-in.ts";

export const elasticache: readonly StandIn[] = [
  {
    name: "elasticache",
    majors: [1, 1],
    inputs: {
      at_rest_encryption_enabled: true,
      auth_token: null,
      auto_minor_version_upgrade: null,
      automatic_failover_enabled: null,
      cluster_mode_enabled: false,
      create: true,
      create_cluster: false,
      create_primary_global_replication_group: false,
      create_replication_group: true,
      create_secondary_global_replication_group: false,
      engine: "redis",
      engine_version: null,
      kms_key_arn: null,
      maintenance_window: null,
      multi_az_enabled: false,
      outpost_mode: null,
      snapshot_retention_limit: null,
      snapshot_window: null,
      transit_encryption_enabled: true,
    },
    resources: `
      resource "aws_elasticache_replication_group" "this" {
        count                      = var.create && var.create_replication_group && !var.create_primary_global_replication_group && !var.create_secondary_global_replication_group ? 1 : 0
        at_rest_encryption_enabled = var.at_rest_encryption_enabled
        auth_token                 = var.auth_token
        auto_minor_version_upgrade = var.auto_minor_version_upgrade
        engine                     = var.engine
        engine_version             = var.engine_version
        maintenance_window         = var.maintenance_window
        multi_az_enabled           = var.multi_az_enabled
        snapshot_retention_limit   = var.snapshot_retention_limit
        snapshot_window            = var.snapshot_window
        transit_encryption_enabled = var.transit_encryption_enabled
        automatic_failover_enabled = var.multi_az_enabled || var.cluster_mode_enabled ? true : var.automatic_failover_enabled
        kms_key_id                 = var.at_rest_encryption_enabled ? var.kms_key_arn : null
      }

      resource "aws_elasticache_cluster" "this" {
        count                      = var.create && var.create_cluster ? 1 : 0
        auto_minor_version_upgrade = var.auto_minor_version_upgrade
        outpost_mode               = var.outpost_mode
      }
    `,
  },
];
