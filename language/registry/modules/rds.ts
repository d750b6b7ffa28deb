import type { StandIn } from "../stand-in.ts";

export const rds: readonly StandIn[] = [
  {
    name: "rds",
    majors: [3, 3],
    inputs: {
      allow_major_version_upgrade: false,
      apply_immediately: false,
      auto_minor_version_upgrade: true,
      availability_zone: null,
      backup_retention_period: null,
      ca_cert_identifier: null,
      character_set_name: null,
      copy_tags_to_snapshot: false,
      create_db_instance: true,
      delete_automated_backups: true,
      deletion_protection: false,
      domain: null,
      domain_iam_role_name: null,
      enabled_cloudwatch_logs_exports: [],
      iam_database_authentication_enabled: false,
      kms_key_id: null,
      license_model: null,
      max_allocated_storage: 0,
      monitoring_interval: 0,
      multi_az: false,
      performance_insights_enabled: false,
      publicly_accessible: false,
      replicate_source_db: null,
      skip_final_snapshot: false,
      snapshot_identifier: null,
      storage_encrypted: false,
      storage_type: null,
      vpc_security_group_ids: [],
    },
    resources: `
      resource "aws_db_instance" "this" {
        count                               = var.create_db_instance && !startswith(coalesce(var.engine, "none"), "sqlserver") ? 1 : 0
        engine                              = var.engine
        engine_version                      = var.engine_version
        instance_class                      = var.instance_class
        storage_type                        = var.storage_type
        storage_encrypted                   = var.storage_encrypted
        kms_key_id                          = var.kms_key_id
        license_model                       = var.license_model
        port                                = var.port
        domain                              = var.domain
        domain_iam_role_name                = var.domain_iam_role_name
        iam_database_authentication_enabled = var.iam_database_authentication_enabled
        vpc_security_group_ids              = var.vpc_security_group_ids
        availability_zone                   = var.availability_zone
        multi_az                            = var.multi_az
        publicly_accessible                 = var.publicly_accessible
        ca_cert_identifier                  = var.ca_cert_identifier
        allow_major_version_upgrade         = var.allow_major_version_upgrade
        auto_minor_version_upgrade          = var.auto_minor_version_upgrade
        apply_immediately                   = var.apply_immediately
        maintenance_window                  = var.maintenance_window
        snapshot_identifier                 = var.snapshot_identifier
        copy_tags_to_snapshot               = var.copy_tags_to_snapshot
        skip_final_snapshot                 = var.skip_final_snapshot
        performance_insights_enabled        = var.performance_insights_enabled
        replicate_source_db                 = var.replicate_source_db
        backup_retention_period             = var.backup_retention_period
        backup_window                       = var.backup_window
        max_allocated_storage               = var.max_allocated_storage
        monitoring_interval                 = var.monitoring_interval
        character_set_name                  = var.character_set_name
        enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
        deletion_protection                 = var.deletion_protection
        delete_automated_backups            = var.delete_automated_backups
        monitoring_role_arn                 = var.monitoring_interval == 0 ? null : var.unseen
      }
    `,
  },
  {
    name: "rds",
    majors: [4, 5],
    inputs: {
      allow_major_version_upgrade: false,
      apply_immediately: false,
      auto_minor_version_upgrade: true,
      availability_zone: null,
      backup_retention_period: null,
      backup_window: null,
      ca_cert_identifier: null,
      character_set_name: null,
      copy_tags_to_snapshot: false,
      create_db_instance: true,
      db_name: null,
      delete_automated_backups: true,
      deletion_protection: false,
      domain: null,
      domain_iam_role_name: null,
      enabled_cloudwatch_logs_exports: [],
      engine: null,
      engine_version: null,
      iam_database_authentication_enabled: false,
      instance_class: null,
      kms_key_id: null,
      license_model: null,
      maintenance_window: null,
      max_allocated_storage: 0,
      monitoring_interval: 0,
      multi_az: false,
      performance_insights_enabled: false,
      port: null,
      publicly_accessible: false,
      replica_mode: null,
      replicate_source_db: null,
      skip_final_snapshot: false,
      snapshot_identifier: null,
      storage_encrypted: true,
      storage_type: null,
      timezone: null,
      vpc_security_group_ids: [],
    },
    resources: `
      resource "aws_db_instance" "this" {
        count                               = var.create_db_instance && !startswith(coalesce(var.engine, "none"), "sqlserver") ? 1 : 0
        instance_class                      = var.instance_class
        storage_type                        = var.storage_type
        storage_encrypted                   = var.storage_encrypted
        kms_key_id                          = var.kms_key_id
        license_model                       = var.license_model
        db_name                             = var.db_name
        port                                = var.port
        domain                              = var.domain
        domain_iam_role_name                = var.domain_iam_role_name
        iam_database_authentication_enabled = var.iam_database_authentication_enabled
        vpc_security_group_ids              = var.vpc_security_group_ids
        availability_zone                   = var.availability_zone
        multi_az                            = var.multi_az
        publicly_accessible                 = var.publicly_accessible
        ca_cert_identifier                  = var.ca_cert_identifier
        allow_major_version_upgrade         = var.allow_major_version_upgrade
        auto_minor_version_upgrade          = var.auto_minor_version_upgrade
        apply_immediately                   = var.apply_immediately
        maintenance_window                  = var.maintenance_window
        snapshot_identifier                 = var.snapshot_identifier
        copy_tags_to_snapshot               = var.copy_tags_to_snapshot
        skip_final_snapshot                 = var.skip_final_snapshot
        performance_insights_enabled        = var.performance_insights_enabled
        replicate_source_db                 = var.replicate_source_db
        replica_mode                        = var.replica_mode
        backup_window                       = var.backup_window
        max_allocated_storage               = var.max_allocated_storage
        monitoring_interval                 = var.monitoring_interval
        character_set_name                  = var.character_set_name
        timezone                            = var.timezone
        enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
        deletion_protection                 = var.deletion_protection
        delete_automated_backups            = var.delete_automated_backups
        engine                              = var.replicate_source_db != null ? null : var.engine
        engine_version                      = var.replicate_source_db != null ? var.unseen : var.engine_version
        backup_retention_period             = var.backup_retention_period == null ? var.unseen : var.backup_retention_period
        monitoring_role_arn                 = var.monitoring_interval == 0 ? null : var.unseen
      }
    `,
  },
  {
    name: "rds",
    majors: [6, 7],
    inputs: {
      allow_major_version_upgrade: false,
      apply_immediately: false,
      auto_minor_version_upgrade: true,
      availability_zone: null,
      backup_retention_period: null,
      backup_window: null,
      ca_cert_identifier: null,
      character_set_name: null,
      cloudwatch_log_group_kms_key_id: null,
      cloudwatch_log_group_retention_in_days: 7,
      create_cloudwatch_log_group: false,
      create_db_instance: true,
      custom_iam_instance_profile: null,
      db_name: null,
      delete_automated_backups: true,
      deletion_protection: false,
      domain: null,
      domain_iam_role_name: null,
      enabled_cloudwatch_logs_exports: [],
      engine: null,
      engine_version: null,
      iam_database_authentication_enabled: false,
      instance_class: null,
      instance_use_identifier_prefix: false,
      iops: null,
      kms_key_id: null,
      license_model: null,
      maintenance_window: null,
      max_allocated_storage: 0,
      monitoring_interval: 0,
      multi_az: false,
      nchar_character_set_name: null,
      network_type: null,
      performance_insights_enabled: false,
      port: null,
      publicly_accessible: false,
      replica_mode: null,
      replicate_source_db: null,
      restore_to_point_in_time: null,
      skip_final_snapshot: false,
      snapshot_identifier: null,
      storage_encrypted: true,
      storage_throughput: null,
      storage_type: null,
      timezone: null,
      vpc_security_group_ids: [],
    },
    resources: `
      resource "aws_db_instance" "this" {
        count                               = var.create_db_instance ? 1 : 0
        engine_version                      = var.engine_version
        instance_class                      = var.instance_class
        storage_type                        = var.storage_type
        storage_encrypted                   = var.storage_encrypted
        kms_key_id                          = var.kms_key_id
        license_model                       = var.license_model
        db_name                             = var.db_name
        port                                = var.port
        domain                              = var.domain
        domain_iam_role_name                = var.domain_iam_role_name
        iam_database_authentication_enabled = var.iam_database_authentication_enabled
        custom_iam_instance_profile         = var.custom_iam_instance_profile
        vpc_security_group_ids              = var.vpc_security_group_ids
        network_type                        = var.network_type
        availability_zone                   = var.availability_zone
        multi_az                            = var.multi_az
        iops                                = var.iops
        storage_throughput                  = var.storage_throughput
        publicly_accessible                 = var.publicly_accessible
        ca_cert_identifier                  = var.ca_cert_identifier
        allow_major_version_upgrade         = var.allow_major_version_upgrade
        auto_minor_version_upgrade          = var.auto_minor_version_upgrade
        apply_immediately                   = var.apply_immediately
        maintenance_window                  = var.maintenance_window
        snapshot_identifier                 = var.snapshot_identifier
        copy_tags_to_snapshot               = var.copy_tags_to_snapshot
        skip_final_snapshot                 = var.skip_final_snapshot
        performance_insights_enabled        = var.performance_insights_enabled
        replicate_source_db                 = var.replicate_source_db
        replica_mode                        = var.replica_mode
        backup_window                       = var.backup_window
        max_allocated_storage               = var.max_allocated_storage
        monitoring_interval                 = var.monitoring_interval
        character_set_name                  = var.character_set_name
        nchar_character_set_name            = var.nchar_character_set_name
        timezone                            = var.timezone
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
