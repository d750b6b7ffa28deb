import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-msk-public",
  title: "Kafka cluster has public addresses on the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try to log in to it, and one mistake in a security group opens it.",
  controls: { "security-hub": ["MSK.4"] },
  aliases: { checkov: ["CKV_AWS_291"], kics: ["54378d69-dd7c-4b08-a43e-80d563396857"] },
  references: [
    "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html",
  ],

  on: resources("aws_msk_cluster"),
  check: setting(
    "broker_node_group_info.connectivity_info.public_access.type",
    noneOf(["SERVICE_PROVIDED_EIPS"], "DISABLED"),
    { fallback: "DISABLED", impact: "replacement", title: "Keep the cluster private" },
  ),

  insecure: hcl`
    resource "aws_msk_cluster" "events" {
      cluster_name           = "events"
      kafka_version          = "3.6.0"
      number_of_broker_nodes = 3

      broker_node_group_info {
        client_subnets  = ["subnet-0a1b2c3d", "subnet-4e5f6a7b", "subnet-8c9d0e1f"]
        instance_type   = "kafka.m5.large"
        security_groups = ["sg-0a1b2c3d"]

        connectivity_info {
          public_access {
            type = "SERVICE_PROVIDED_EIPS"
            #      ^^^^^^^^^^^^^^^^^^^^^^^
          }
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

        connectivity_info {
          public_access {
            type = "DISABLED"
          }
        }
      }
    }
  `,
});
