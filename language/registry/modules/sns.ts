import type { StandIn } from "../stand-in.ts";

export const sns: readonly StandIn[] = [
  {
    name: "sns",
    majors: [6, 7],
    inputs: {
      create: true,
      kms_master_key_id: null,
      tracing_config: null,
    },
    resources: `
      resource "aws_sns_topic" "this" {
        count             = var.create ? 1 : 0
        tracing_config    = var.tracing_config
        kms_master_key_id = var.kms_master_key_id
      }
    `,
  },
];
