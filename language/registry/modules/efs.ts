import type { StandIn } from "../stand-in.ts";

export const efs: readonly StandIn[] = [
  {
    name: "efs",
    majors: [1, 2],
    inputs: {
      create: true,
      create_backup_policy: true,
      enable_backup_policy: true,
      encrypted: true,
      kms_key_arn: null,
    },
    resources: `
      resource "aws_efs_file_system" "this" {
        count      = var.create ? 1 : 0
        encrypted  = var.encrypted
        kms_key_id = var.kms_key_arn
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
