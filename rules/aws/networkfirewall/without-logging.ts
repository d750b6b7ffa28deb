import { companions, resources } from "../../kit/checks.ts";
import { append, block, expression } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";

export default rule({
  id: "aws-networkfirewall-without-logging",
  title: "Network firewall keeps no log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what was let through.",
  controls: { "security-hub": ["NetworkFirewall.2"] },
  aliases: { checkov: ["CKV2_AWS_63"] },
  references: [
    "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/networkfirewall-controls.html",
  ],

  on: resources("aws_networkfirewall_firewall"),
  *check(firewall) {
    const { found, certain } = companions(firewall, "aws_networkfirewall_logging_configuration", "firewall_arn");
    if (found.length > 0 || !certain) return;
    yield {
      at: firewall.header,
      fixes: () => {
        const group = newLogGroup(firewall, "/aws/network-firewall/", `${firewall.name}_firewall`);
        return [
          {
            title: "Log alerts and flows to CloudWatch",
            impact: "disruption",
            edits: [
              append(firewall, "aws_networkfirewall_logging_configuration", {
                firewall_arn: expression(`aws_networkfirewall_firewall.${firewall.name}.arn`),
                logging_configuration: block({
                  log_destination_config: block(
                    ...["ALERT", "FLOW"].map((kind) => ({
                      log_destination: { logGroup: expression(`${group.address}.name`) },
                      log_destination_type: "CloudWatchLogs",
                      log_type: kind,
                    })),
                  ),
                }),
              }),
              group.edit,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_networkfirewall_firewall" "edge" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/edge"
      name                = "edge"
      vpc_id              = "vpc-0a1b2c3d"

      subnet_mapping {
        subnet_id = "subnet-0a1b2c3d"
      }
    }
  `,
  secure: hcl`
    resource "aws_networkfirewall_firewall" "edge" {
      firewall_policy_arn = "arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/edge"
      name                = "edge"
      vpc_id              = "vpc-0a1b2c3d"

      subnet_mapping {
        subnet_id = "subnet-0a1b2c3d"
      }
    }

    resource "aws_networkfirewall_logging_configuration" "edge" {
      firewall_arn = aws_networkfirewall_firewall.edge.arn

      logging_configuration {
        log_destination_config {
          log_destination = {
            logGroup = aws_cloudwatch_log_group.edge_firewall.name
          }
          log_destination_type = "CloudWatchLogs"
          log_type             = "ALERT"
        }

        log_destination_config {
          log_destination = {
            logGroup = aws_cloudwatch_log_group.edge_firewall.name
          }
          log_destination_type = "CloudWatchLogs"
          log_type             = "FLOW"
        }
      }
    }

    resource "aws_cloudwatch_log_group" "edge_firewall" {
      name              = "/aws/network-firewall/edge"
      retention_in_days = 365
    }
  `,
});
