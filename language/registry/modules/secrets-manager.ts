import type { StandIn } from "../stand-in.ts";

export const secretsManager: readonly StandIn[] = [
  {
    name: "secrets-manager",
    majors: [1, 2],
    inputs: {
      create: true,
      kms_key_id: null,
      recovery_window_in_days: null,
    },
    resources: `
      resource "aws_secretsmanager_secret" "this" {
        count                   = var.create ? 1 : 0
        kms_key_id              = var.kms_key_id
        recovery_window_in_days = var.recovery_window_in_days
      }
    `,
  },
];
