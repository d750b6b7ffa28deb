import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-msk-without-own-key",
  title: "Kafka cluster is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { trivy: ["AVD-AWS-0179"] },
  references: ["https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html"],

  on: resources("aws_msk_cluster"),
  check: ownKey("encryption_info.encryption_at_rest_kms_key_arn", { description: "Messages", impact: "replacement" }),

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
        encryption_at_rest_kms_key_arn = aws_kms_key.events.arn
      }
    }

    resource "aws_kms_key" "events" {
      description         = "Messages"
      enable_key_rotation = true
    }
  `,
});
