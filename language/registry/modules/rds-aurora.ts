import type { StandIn } from "../stand-in.ts";

export const rdsAurora: readonly StandIn[] = [
  {
    name: "rds-aurora",
    majors: [9, 9],
    inputs: {
      allocated_storage: null,
      allow_major_version_upgrade: false,
      apply_immediately: null,
      auto_minor_version_upgrade: null,
      availability_zones: null,
      backup_retention_period: null,
      ca_cert_identifier: null,
      cluster_members: null,
      copy_tags_to_snapshot: null,
      create: true,
      db_cluster_instance_class: null,
      delete_automated_backups: null,
      deletion_protection: null,
      enable_global_write_forwarding: null,
      enable_http_endpoint: null,
      enabled_cloudwatch_logs_exports: [],
      engine: null,
      engine_mode: "provisioned",
      engine_version: null,
      final_snapshot_identifier: null,
      global_cluster_identifier: null,
      iam_database_authentication_enabled: null,
      instances: {},
      iops: null,
      kms_key_id: null,
      network_type: null,
      performance_insights_enabled: null,
      preferred_backup_window: "02:00-03:00",
      preferred_maintenance_window: "sun:05:00-sun:06:00",
      publicly_accessible: null,
      replication_source_identifier: null,
      restore_to_point_in_time: {},
      skip_final_snapshot: false,
      snapshot_identifier: null,
      source_region: null,
      storage_encrypted: true,
      storage_type: null,
    },
    resources: `
      resource "aws_rds_cluster" "this" {
        count                               = var.create ? 1 : 0
        allocated_storage                   = var.allocated_storage
        allow_major_version_upgrade         = var.allow_major_version_upgrade
        apply_immediately                   = var.apply_immediately
        availability_zones                  = var.availability_zones
        backup_retention_period             = var.backup_retention_period
        cluster_members                     = var.cluster_members
        copy_tags_to_snapshot               = var.copy_tags_to_snapshot
        db_cluster_instance_class           = var.db_cluster_instance_class
        delete_automated_backups            = var.delete_automated_backups
        deletion_protection                 = var.deletion_protection
        enable_global_write_forwarding      = var.enable_global_write_forwarding
        enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
        enable_http_endpoint                = var.enable_http_endpoint
        engine                              = var.engine
        engine_version                      = var.engine_version
        final_snapshot_identifier           = var.final_snapshot_identifier
        global_cluster_identifier           = var.global_cluster_identifier
        iam_database_authentication_enabled = var.iam_database_authentication_enabled
        iops                                = var.iops
        kms_key_id                          = var.kms_key_id
        network_type                        = var.network_type
        replication_source_identifier       = var.replication_source_identifier
        skip_final_snapshot                 = var.skip_final_snapshot
        snapshot_identifier                 = var.snapshot_identifier
        source_region                       = var.source_region
        storage_encrypted                   = var.storage_encrypted
        storage_type                        = var.storage_type
        preferred_maintenance_window        = var.engine_mode == "serverless" ? var.unseen : var.preferred_maintenance_window
        engine_mode                         = var.engine_mode
        preferred_backup_window             = var.engine_mode == "serverless" ? null : var.preferred_backup_window
        restore_to_point_in_time            = length(var.restore_to_point_in_time) == 0 ? null : var.unseen
      }

      resource "aws_rds_cluster_instance" "this" {
        for_each                     = var.create && var.engine_mode != "serverless" ? var.instances : {}
        ca_cert_identifier           = var.ca_cert_identifier
        engine                       = var.engine
        engine_version               = var.engine_version
        publicly_accessible          = try(each.value.publicly_accessible, var.publicly_accessible)
        auto_minor_version_upgrade   = try(each.value.auto_minor_version_upgrade, var.auto_minor_version_upgrade)
        performance_insights_enabled = try(each.value.performance_insights_enabled, var.performance_insights_enabled)
      }
    `,
  },
  {
    name: "rds-aurora",
    majors: [10, 10],
    inputs: {
      allocated_storage: null,
      allow_major_version_upgrade: false,
      apply_immediately: null,
      availability_zones: null,
      backup_retention_period: null,
      cluster_ca_cert_identifier: null,
      cluster_members: null,
      cluster_monitoring_interval: 0,
      cluster_performance_insights_enabled: null,
      cluster_performance_insights_kms_key_id: null,
      cluster_performance_insights_retention_period: null,
      cluster_scalability_type: null,
      copy_tags_to_snapshot: true,
      create: true,
      database_insights_mode: null,
      delete_automated_backups: null,
      deletion_protection: null,
      domain: null,
      domain_iam_role_name: null,
      enable_global_write_forwarding: null,
      enable_http_endpoint: null,
      enable_local_write_forwarding: null,
      enabled_cloudwatch_logs_exports: [],
      engine: null,
      engine_lifecycle_support: null,
      engine_mode: "provisioned",
      engine_version: null,
      final_snapshot_identifier: null,
      global_cluster_identifier: null,
      iam_database_authentication_enabled: null,
      instances: {},
      iops: null,
      kms_key_id: null,
      network_type: null,
      preferred_backup_window: null,
      preferred_maintenance_window: null,
      replication_source_identifier: null,
      restore_to_point_in_time: null,
      skip_final_snapshot: false,
      snapshot_identifier: null,
      source_region: null,
      storage_encrypted: true,
      storage_type: null,
    },
    resources: `
      resource "aws_rds_cluster" "this" {
        count                                 = var.create ? 1 : 0
        allocated_storage                     = var.allocated_storage
        allow_major_version_upgrade           = var.allow_major_version_upgrade
        apply_immediately                     = var.apply_immediately
        availability_zones                    = var.availability_zones
        backup_retention_period               = var.backup_retention_period
        ca_certificate_identifier             = var.cluster_ca_cert_identifier
        cluster_members                       = var.cluster_members
        cluster_scalability_type              = var.cluster_scalability_type
        copy_tags_to_snapshot                 = var.copy_tags_to_snapshot
        database_insights_mode                = var.database_insights_mode
        delete_automated_backups              = var.delete_automated_backups
        deletion_protection                   = var.deletion_protection
        enable_global_write_forwarding        = var.enable_global_write_forwarding
        enable_local_write_forwarding         = var.enable_local_write_forwarding
        enabled_cloudwatch_logs_exports       = var.enabled_cloudwatch_logs_exports
        enable_http_endpoint                  = var.enable_http_endpoint
        engine                                = var.engine
        engine_version                        = var.engine_version
        engine_lifecycle_support              = var.engine_lifecycle_support
        final_snapshot_identifier             = var.final_snapshot_identifier
        global_cluster_identifier             = var.global_cluster_identifier
        domain                                = var.domain
        domain_iam_role_name                  = var.domain_iam_role_name
        iam_database_authentication_enabled   = var.iam_database_authentication_enabled
        iops                                  = var.iops
        kms_key_id                            = var.kms_key_id
        monitoring_interval                   = var.cluster_monitoring_interval
        network_type                          = var.network_type
        performance_insights_enabled          = var.cluster_performance_insights_enabled
        performance_insights_kms_key_id       = var.cluster_performance_insights_kms_key_id
        performance_insights_retention_period = var.cluster_performance_insights_retention_period
        replication_source_identifier         = var.replication_source_identifier
        skip_final_snapshot                   = var.skip_final_snapshot
        snapshot_identifier                   = var.snapshot_identifier
        source_region                         = var.source_region
        storage_encrypted                     = var.storage_encrypted
        storage_type                          = var.storage_type
        preferred_maintenance_window          = var.preferred_maintenance_window
        engine_mode                           = var.cluster_scalability_type == "limitless" ? "" : var.engine_mode
        preferred_backup_window               = var.engine_mode == "serverless" ? null : var.preferred_backup_window
        restore_to_point_in_time              = var.restore_to_point_in_time == null ? null : var.unseen
      }

      resource "aws_rds_cluster_instance" "this" {
        for_each                     = var.create && var.engine_mode != "serverless" ? var.instances : {}
        publicly_accessible          = try(each.value.publicly_accessible, null)
        auto_minor_version_upgrade   = try(each.value.auto_minor_version_upgrade, null)
        performance_insights_enabled = try(each.value.performance_insights_enabled, var.cluster_performance_insights_enabled)
        monitoring_interval          = try(each.value.monitoring_interval, var.cluster_monitoring_interval)
      }
    `,
  },
];
