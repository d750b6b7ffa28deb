import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-msk-encryption-not-written",
  title: "Encryption of the Kafka cluster is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS encrypts at rest with a key of its own and asks for TLS; whoever reads the code cannot tell.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_81"] },
  references: ["https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html"],
  noFix: "It is encrypted as it is, and writing so may recreate the cluster, without its messages.",

  on: resources("aws_msk_cluster").where(
    (cluster) => cluster.sections("encryption_info").length === 0 && !cluster.isOpen("encryption_info"),
  ),
  *check(cluster) {
    yield { at: cluster.header };
  },

  insecure: hcl`
    resource "aws_msk_cluster" "events" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_name           = "events"
      kafka_version          = "3.6.0"
      number_of_broker_nodes = 3

      broker_node_group_info {
        client_subnets  = ["subnet-0a1b2c3d", "subnet-4e5f6a7b", "subnet-8c9d0e1f"]
        instance_type   = "kafka.m5.large"
        security_groups = ["sg-0a1b2c3d"]
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
