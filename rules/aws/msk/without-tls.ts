import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-msk-without-tls",
  title: "Kafka cluster's traffic is not encrypted in transit",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads every message.",
  controls: { "security-hub": ["MSK.1"] },
  aliases: {
    checkov: ["CKV_AWS_81"],
    trivy: ["AVD-AWS-0073"],
    tfsec: ["aws-msk-enable-in-transit-encryption"],
    kics: ["6db52fa6-d4da-4608-908a-89f0c59e743e"],
  },
  references: [
    "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html",
  ],

  on: resources("aws_msk_cluster"),
  *check(cluster) {
    const path = "encryption_info.encryption_in_transit";
    const [clients, inside] = [cluster.get(`${path}.client_broker`), cluster.get(`${path}.in_cluster`)];
    if (!holds(clients, is("TLS"), "TLS"))
      yield {
        at: clients.at,
        message: "Kafka cluster accepts connections without TLS",
        ...relatedTo(clients),
        fixes: () => [
          {
            title: "Ask clients for TLS",
            impact: "replacement",
            edits: [put(cluster, `${path}.client_broker`, "TLS")],
          },
        ],
      };
    if (!holds(inside, is(true), true))
      yield {
        at: inside.at,
        message: "Traffic between the Kafka cluster's brokers is not encrypted (no TLS)",
        ...relatedTo(inside),
        fixes: () => [
          {
            title: "Encrypt between brokers",
            impact: "replacement",
            edits: [put(cluster, `${path}.in_cluster`, true)],
          },
        ],
      };
  },

  insecure: hcl`
    resource "aws_msk_cluster" "events" {
      cluster_name           = "events"
      kafka_version          = "3.6.0"
      number_of_broker_nodes = 3

      broker_node_group_info {
        client_subnets  = ["subnet-0a1b2c3d", "subnet-4e5f6a7b", "subnet-8c9d0e1f"]
        instance_type   = "kafka.m5.large"
        security_groups = ["sg-0a1b2c3d"]
      }

      encryption_info {
        encryption_in_transit {
          client_broker = "PLAINTEXT"
          #               ^^^^^^^^^^^
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_msk_cluster" "events" {
      cluster_name           = "events"
      kafka_version          = "3.6.0"
      number_of_broker_nodes = 3

      broker_node_group_info {
        client_subnets  = ["subnet-0a1b2c3d", "subnet-4e5f6a7b", "subnet-8c9d0e1f"]
        instance_type   = "kafka.m5.large"
        security_groups = ["sg-0a1b2c3d"]
      }

      encryption_info {
        encryption_in_transit {
          client_broker = "TLS"
        }
      }
    }
  `,
});
