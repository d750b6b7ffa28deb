import { table } from "../../../language/syntax/table.ts";
import { isTrue, plain, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** The oldest versions that are spoken of as supported, and what to take in place of older ones, as of 2026-11. */
const leasts: Readonly<
  Record<string, { readonly name: string; readonly major: number; readonly minor: number; readonly take: string }>
> = table({
  activemq: { name: "ActiveMQ", major: 5, minor: 17, take: "5.19" },
  rabbitmq: { name: "RabbitMQ", major: 3, minor: 11, take: "3.13" },
});

export default rule({
  id: "aws-mq-version-old",
  title: "Message broker runs a version that AWS no longer patches",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open: AWS mends them in newer versions only.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_208"] },
  references: [
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/activemq-version-management.html",
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html",
  ],

  on: resources("aws_mq_broker", "aws_mq_configuration"),
  *check(broker) {
    const version = broker.get("engine_version");
    const kind = String(plain(broker.get("engine_type"))).toLowerCase();
    const [major = 0, minor = 0] = String(plain(version) ?? "")
      .split(".")
      .map(Number);
    const least = leasts[kind];
    if (
      !least ||
      plain(version) === undefined ||
      major > least.major ||
      (major === least.major && minor >= least.minor)
    )
      return;
    yield {
      at: version.at,
      message: `Message broker runs ${least.name} ${plain(version)}, which AWS no longer patches`,
      ...relatedTo(version),
      fixes: () => [
        {
          title: `Take ${least.take}`,
          impact: "disruption",
          edits: putAll(broker, {
            engine_version: least.take,
            // these versions get their patches no other way
            ...(broker.type === "aws_mq_broker" &&
              !isTrue(broker.get("auto_minor_version_upgrade")) && { auto_minor_version_upgrade: true }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_mq_broker" "orders" {
      broker_name        = "orders"
      engine_type        = "ActiveMQ"
      engine_version     = "5.15.0"
      #                    ^^^^^^^^
      host_instance_type = "mq.t3.micro"

      user {
        password = var.password
        username = "orders"
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_mq_broker" "orders" {
      auto_minor_version_upgrade = true
      broker_name                = "orders"
      engine_type                = "ActiveMQ"
      engine_version             = "5.19"
      host_instance_type         = "mq.t3.micro"

      user {
        password = var.password
        username = "orders"
      }
    }

    variable "password" {
      sensitive = true
    }
  `,
});
