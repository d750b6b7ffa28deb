import type { StandIn } from "../stand-in.ts";

export const mskKafkaCluster: readonly StandIn[] = [
  {
    name: "msk-kafka-cluster",
    majors: [2, 3],
    inputs: {
      create: true,
      encryption_at_rest_kms_key_arn: null,
      encryption_in_transit_client_broker: null,
      encryption_in_transit_in_cluster: null,
      enhanced_monitoring: null,
    },
    resources: `
      resource "aws_msk_cluster" "this" {
        count               = var.create ? 1 : 0
        enhanced_monitoring = var.enhanced_monitoring
        encryption_info {
          encryption_at_rest_kms_key_arn = var.encryption_at_rest_kms_key_arn
          encryption_in_transit {
            client_broker = var.encryption_in_transit_client_broker
            in_cluster    = var.encryption_in_transit_in_cluster
          }
        }
      }
    `,
  },
];
