import { holds, is, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";

export default rule({
  id: "aws-msk-without-logging",
  title: "Kafka cluster keeps no log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who connected and what failed.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_80"],
    trivy: ["AVD-AWS-0074"],
    tfsec: ["aws-msk-enable-logging"],
    kics: ["2f56b7ab-7fba-4e93-82f0-247e5ddeb239"],
  },
  references: ["https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html"],

  on: resources("aws_msk_cluster"),
  *check(cluster) {
    const kinds = ["cloudwatch_logs", "firehose", "s3"];
    if (kinds.some((kind) => holds(cluster.get(`logging_info.broker_logs.${kind}.enabled`), is(true), false))) return;
    yield {
      at: cluster.header,
      fixes: () => {
        const group = newLogGroup(cluster, "/aws/msk/");
        return [
          {
            title: "Log to CloudWatch",
            impact: "update",
            edits: [
              ...putAll(cluster, {
                "logging_info.broker_logs.cloudwatch_logs.enabled": true,
                "logging_info.broker_logs.cloudwatch_logs.log_group": expression(`${group.address}.name`),
              }),
              group.edit,
            ],
          },
        ];
      },
    };
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

      logging_info {
        broker_logs {
          cloudwatch_logs {
            enabled   = true
            log_group = aws_cloudwatch_log_group.events.name
          }
        }
      }
    }

    resource "aws_cloudwatch_log_group" "events" {
      name              = "/aws/msk/events"
      retention_in_days = 365
    }
  `,
});
