import type { StandIn } from "../stand-in.ts";

export const dynamodbTable: readonly StandIn[] = [
  {
    name: "dynamodb-table",
    majors: [4, 5],
    inputs: {
      autoscaling_enabled: false,
      billing_mode: "PAY_PER_REQUEST",
      create_table: true,
      deletion_protection_enabled: null,
      hash_key: null,
      ignore_changes_global_secondary_index: false,
      name: null,
      point_in_time_recovery_enabled: false,
      range_key: null,
      read_capacity: null,
      server_side_encryption_enabled: false,
      server_side_encryption_kms_key_arn: null,
      stream_enabled: false,
      stream_view_type: null,
      table_class: null,
      ttl_enabled: false,
      write_capacity: null,
    },
    resources: `
      resource "aws_dynamodb_table" "this" {
        count                       = var.create_table && !var.autoscaling_enabled ? 1 : 0
        name                        = var.name
        billing_mode                = var.billing_mode
        hash_key                    = var.hash_key
        range_key                   = var.range_key
        read_capacity               = var.read_capacity
        write_capacity              = var.write_capacity
        stream_enabled              = var.stream_enabled
        stream_view_type            = var.stream_view_type
        table_class                 = var.table_class
        deletion_protection_enabled = var.deletion_protection_enabled
        ttl {
          enabled = var.ttl_enabled
        }
        point_in_time_recovery {
          enabled = var.point_in_time_recovery_enabled
        }
        server_side_encryption {
          enabled     = var.server_side_encryption_enabled
          kms_key_arn = var.server_side_encryption_kms_key_arn
        }
      }

      resource "aws_dynamodb_table" "autoscaled" {
        count                       = var.create_table && var.autoscaling_enabled && !var.ignore_changes_global_secondary_index ? 1 : 0
        name                        = var.name
        billing_mode                = var.billing_mode
        hash_key                    = var.hash_key
        range_key                   = var.range_key
        read_capacity               = var.read_capacity
        write_capacity              = var.write_capacity
        stream_enabled              = var.stream_enabled
        stream_view_type            = var.stream_view_type
        table_class                 = var.table_class
        deletion_protection_enabled = var.deletion_protection_enabled
        ttl {
          enabled = var.ttl_enabled
        }
        point_in_time_recovery {
          enabled = var.point_in_time_recovery_enabled
        }
        server_side_encryption {
          enabled     = var.server_side_encryption_enabled
          kms_key_arn = var.server_side_encryption_kms_key_arn
        }
      }
    `,
  },
];
