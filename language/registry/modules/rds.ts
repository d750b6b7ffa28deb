import type { StandIn } from "../stand-in.ts";

export const rds: readonly StandIn[] = [
  {
    name: "rds",
    majors: [6, 7],
    inputs: {
      auto_minor_version_upgrade: true,
      backup_retention_period: null,
      backup_window: null,
      cloudwatch_log_group_kms_key_id: null,
      cloudwatch_log_group_retention_in_days: 7,
      create_cloudwatch_log_group: false,
      create_db_instance: true,
      delete_automated_backups: true,
      deletion_protection: false,
      enabled_cloudwatch_logs_exports: [],
      engine: null,
      engine_version: null,
      iam_database_authentication_enabled: false,
      instance_use_identifier_prefix: false,
      kms_key_id: null,
      maintenance_window: null,
      monitoring_interval: 0,
      multi_az: false,
      performance_insights_enabled: false,
      publicly_accessible: false,
      replicate_source_db: null,
      restore_to_point_in_time: null,
      skip_final_snapshot: false,
      snapshot_identifier: null,
      storage_encrypted: true,
      storage_type: null,
    },
    resources: `
      resource "aws_db_instance" "this" {
        count                               = var.create_db_instance ? 1 : 0
        engine_version                      = var.engine_version
        storage_type                        = var.storage_type
        storage_encrypted                   = var.storage_encrypted
        kms_key_id                          = var.kms_key_id
        iam_database_authentication_enabled = var.iam_database_authentication_enabled
        multi_az                            = var.multi_az
        publicly_accessible                 = var.publicly_accessible
        auto_minor_version_upgrade          = var.auto_minor_version_upgrade
        maintenance_window                  = var.maintenance_window
        snapshot_identifier                 = var.snapshot_identifier
        copy_tags_to_snapshot               = var.copy_tags_to_snapshot
        skip_final_snapshot                 = var.skip_final_snapshot
        performance_insights_enabled        = var.performance_insights_enabled
        replicate_source_db                 = var.replicate_source_db
        backup_window                       = var.backup_window
        monitoring_interval                 = var.monitoring_interval
        enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
        deletion_protection                 = var.deletion_protection
        delete_automated_backups            = var.delete_automated_backups
        engine                              = var.replicate_source_db != null ? null : var.engine
        backup_retention_period             = var.backup_retention_period
        restore_to_point_in_time            = var.restore_to_point_in_time == null ? null : var.unseen
        monitoring_role_arn                 = var.monitoring_interval == 0 ? null : var.unseen
      }

      resource "aws_cloudwatch_log_group" "this" {
        for_each          = toset(var.create_db_instance && var.create_cloudwatch_log_group && !var.instance_use_identifier_prefix ? var.enabled_cloudwatch_logs_exports : [])
        retention_in_days = var.cloudwatch_log_group_retention_in_days
        kms_key_id        = var.cloudwatch_log_group_kms_key_id
      }
    `,
  },
];
