import type { StandIn } from "../stand-in.ts";

export const sqs: readonly StandIn[] = [
  {
    name: "sqs",
    majors: [4, 5],
    inputs: {
      create: true,
      kms_master_key_id: null,
      message_retention_seconds: null,
      sqs_managed_sse_enabled: true,
    },
    resources: `
      resource "aws_sqs_queue" "this" {
        count                     = var.create ? 1 : 0
        kms_master_key_id         = var.kms_master_key_id
        message_retention_seconds = var.message_retention_seconds
        sqs_managed_sse_enabled   = var.kms_master_key_id != null ? null : var.sqs_managed_sse_enabled
      }
    `,
  },
];
