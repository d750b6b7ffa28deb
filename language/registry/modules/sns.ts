import type { StandIn } from "../stand-in.ts";

export const sns: readonly StandIn[] = [
  {
    name: "sns",
    majors: [6, 7],
    inputs: {
      content_based_deduplication: false,
      create: true,
      delivery_policy: null,
      display_name: null,
      fifo_topic: false,
      kms_master_key_id: null,
      tracing_config: null,
    },
    resources: `
      resource "aws_sns_topic" "this" {
        count                       = var.create ? 1 : 0
        content_based_deduplication = var.content_based_deduplication
        delivery_policy             = var.delivery_policy
        display_name                = var.display_name
        fifo_topic                  = var.fifo_topic
        tracing_config              = var.tracing_config
        kms_master_key_id           = var.kms_master_key_id
      }
    `,
  },
];
