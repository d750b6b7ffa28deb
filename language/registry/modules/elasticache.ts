import type { StandIn } from "../stand-in.ts";

export const elasticache: readonly StandIn[] = [
  {
    name: "elasticache",
    majors: [1, 1],
    inputs: {
      apply_immediately: null,
      at_rest_encryption_enabled: true,
      auth_token: null,
      auth_token_update_strategy: null,
      auto_minor_version_upgrade: null,
      automatic_failover_enabled: null,
      availability_zone: null,
      cluster_id: "",
      cluster_mode_enabled: false,
      create: true,
      create_cluster: false,
      create_primary_global_replication_group: false,
      create_replication_group: true,
      create_secondary_global_replication_group: false,
      data_tiering_enabled: null,
      engine: "redis",
      engine_version: null,
      final_snapshot_identifier: null,
      global_replication_group_id: null,
      ip_discovery: null,
      kms_key_arn: null,
      maintenance_window: null,
      multi_az_enabled: false,
      network_type: null,
      node_type: null,
      notification_topic_arn: null,
      outpost_mode: null,
      preferred_availability_zones: [],
      preferred_cache_cluster_azs: [],
      preferred_outpost_arn: null,
      replicas_per_node_group: null,
      replication_group_id: null,
      security_group_names: [],
      snapshot_arns: [],
      snapshot_name: null,
      snapshot_retention_limit: null,
      snapshot_window: null,
      transit_encryption_enabled: true,
      user_group_ids: null,
    },
    resources: `
      resource "aws_elasticache_replication_group" "this" {
        count                       = var.create && var.create_replication_group && !var.create_primary_global_replication_group && !var.create_secondary_global_replication_group ? 1 : 0
        apply_immediately           = var.apply_immediately
        at_rest_encryption_enabled  = var.at_rest_encryption_enabled
        auth_token                  = var.auth_token
        auth_token_update_strategy  = var.auth_token_update_strategy
        auto_minor_version_upgrade  = var.auto_minor_version_upgrade
        data_tiering_enabled        = var.data_tiering_enabled
        engine                      = var.engine
        engine_version              = var.engine_version
        final_snapshot_identifier   = var.final_snapshot_identifier
        global_replication_group_id = var.global_replication_group_id
        ip_discovery                = var.ip_discovery
        maintenance_window          = var.maintenance_window
        multi_az_enabled            = var.multi_az_enabled
        network_type                = var.network_type
        node_type                   = var.node_type
        notification_topic_arn      = var.notification_topic_arn
        preferred_cache_cluster_azs = var.preferred_cache_cluster_azs
        replicas_per_node_group     = var.replicas_per_node_group
        replication_group_id        = var.replication_group_id
        security_group_names        = var.security_group_names
        snapshot_arns               = var.snapshot_arns
        snapshot_name               = var.snapshot_name
        snapshot_retention_limit    = var.snapshot_retention_limit
        snapshot_window             = var.snapshot_window
        transit_encryption_enabled  = var.transit_encryption_enabled
        user_group_ids              = var.user_group_ids
        automatic_failover_enabled  = var.multi_az_enabled || var.cluster_mode_enabled ? true : var.automatic_failover_enabled
        kms_key_id                  = var.at_rest_encryption_enabled ? var.kms_key_arn : null
      }

      resource "aws_elasticache_cluster" "this" {
        count                        = var.create && var.create_cluster ? 1 : 0
        apply_immediately            = var.apply_immediately
        auto_minor_version_upgrade   = var.auto_minor_version_upgrade
        availability_zone            = var.availability_zone
        cluster_id                   = var.cluster_id
        final_snapshot_identifier    = var.final_snapshot_identifier
        ip_discovery                 = var.ip_discovery
        network_type                 = var.network_type
        outpost_mode                 = var.outpost_mode
        preferred_availability_zones = var.preferred_availability_zones
        preferred_outpost_arn        = var.preferred_outpost_arn
      }
    `,
  },
];
