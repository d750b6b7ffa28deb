import type { StandIn } from "../stand-in.ts";

export const cloudwatch: readonly StandIn[] = [
  {
    name: "cloudwatch//modules/log-group",
    majors: [5, 5],
    inputs: {
      create: true,
      kms_key_id: null,
      log_group_class: null,
      retention_in_days: null,
      skip_destroy: null,
    },
    resources: `
      resource "aws_cloudwatch_log_group" "this" {
        count             = var.create ? 1 : 0
        retention_in_days = var.retention_in_days
        kms_key_id        = var.kms_key_id
        log_group_class   = var.log_group_class
        skip_destroy      = var.skip_destroy
      }
    `,
  },
];
