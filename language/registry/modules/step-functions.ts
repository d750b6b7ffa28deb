import type { StandIn } from "../stand-in.ts";

export const stepFunctions: readonly StandIn[] = [
  {
    name: "step-functions",
    majors: [4, 5],
    inputs: {
      create: true,
      logging_configuration: {},
      service_integrations: {},
    },
    resources: `
      resource "aws_sfn_state_machine" "this" {
        count = var.create ? 1 : 0
        logging_configuration = try(var.logging_configuration.level, "OFF") != "OFF" ? [{
          level                  = try(var.logging_configuration.level, null)
          include_execution_data = try(var.logging_configuration.include_execution_data, null)
          log_destination        = var.unseen
        }] : []
        tracing_configuration = try(var.service_integrations.xray.xray, false) == true ? [{ enabled = true }] : []
      }
    `,
  },
];
