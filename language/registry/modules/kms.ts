import type { StandIn } from "../stand-in.ts";

export const kms: readonly StandIn[] = [
  {
    name: "kms",
    majors: [2, 4],
    inputs: {
      bypass_policy_lockout_safety_check: null,
      create: true,
      create_external: false,
      create_replica: false,
      create_replica_external: false,
      custom_key_store_id: null,
      customer_master_key_spec: null,
      deletion_window_in_days: null,
      enable_key_rotation: true,
      is_enabled: null,
      key_usage: null,
      multi_region: false,
    },
    resources: `
      resource "aws_kms_key" "this" {
        count                              = var.create && !var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0
        bypass_policy_lockout_safety_check = var.bypass_policy_lockout_safety_check
        customer_master_key_spec           = var.customer_master_key_spec
        custom_key_store_id                = var.custom_key_store_id
        deletion_window_in_days            = var.deletion_window_in_days
        enable_key_rotation                = var.enable_key_rotation
        is_enabled                         = var.is_enabled
        key_usage                          = var.key_usage
        multi_region                       = var.multi_region
      }
    `,
  },
];
