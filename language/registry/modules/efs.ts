import type { StandIn } from "../stand-in.ts";

export const efs: readonly StandIn[] = [
  {
    name: "efs",
    majors: [1, 2],
    inputs: {
      availability_zone_name: null,
      create: true,
      create_backup_policy: true,
      creation_token: null,
      enable_backup_policy: true,
      encrypted: true,
      kms_key_arn: null,
      performance_mode: null,
      provisioned_throughput_in_mibps: null,
      throughput_mode: null,
    },
    resources: `
      resource "aws_efs_file_system" "this" {
        count                           = var.create ? 1 : 0
        availability_zone_name          = var.availability_zone_name
        creation_token                  = var.creation_token
        performance_mode                = var.performance_mode
        encrypted                       = var.encrypted
        kms_key_id                      = var.kms_key_arn
        provisioned_throughput_in_mibps = var.provisioned_throughput_in_mibps
        throughput_mode                 = var.throughput_mode
      }

      resource "aws_efs_backup_policy" "this" {
        count          = var.create && var.create_backup_policy ? 1 : 0
        file_system_id = aws_efs_file_system.this[0].id
        backup_policy {
          status = var.enable_backup_policy ? "ENABLED" : "DISABLED"
        }
      }
    `,
  },
];
