import type { StandIn } from "../stand-in.ts";

export const sqs: readonly StandIn[] = [
  {
    name: "sqs",
    majors: [4, 5],
    inputs: {
      content_based_deduplication: null,
      create: true,
      deduplication_scope: null,
      delay_seconds: null,
      fifo_queue: false,
      fifo_throughput_limit: null,
      kms_master_key_id: null,
      max_message_size: null,
      message_retention_seconds: null,
      receive_wait_time_seconds: null,
      sqs_managed_sse_enabled: true,
    },
    resources: `
      resource "aws_sqs_queue" "this" {
        count                       = var.create ? 1 : 0
        content_based_deduplication = var.content_based_deduplication
        deduplication_scope         = var.deduplication_scope
        delay_seconds               = var.delay_seconds
        fifo_queue                  = var.fifo_queue
        fifo_throughput_limit       = var.fifo_throughput_limit
        kms_master_key_id           = var.kms_master_key_id
        max_message_size            = var.max_message_size
        message_retention_seconds   = var.message_retention_seconds
        receive_wait_time_seconds   = var.receive_wait_time_seconds
        sqs_managed_sse_enabled     = var.kms_master_key_id != null ? null : var.sqs_managed_sse_enabled
      }
    `,
  },
];
