import { holds, isSet, resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { forPublishers } from "../sns/shapes/publishers.ts";

export default rule({
  id: "aws-sqs-queue-without-own-key",
  title: "Queue is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "No service of AWS can send to it, and no other account read it: the policy of AWS's key cannot be changed.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_73"], trivy: ["AVD-AWS-0135"], tfsec: ["aws-sqs-queue-encryption-use-cmk"] },
  references: ["https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html"],

  on: resources("aws_sqs_queue").where((queue) => holds(queue.get("kms_master_key_id"), isSet())),
  check: ownKey("kms_master_key_id", { description: "Messages", attribute: "id", service: forPublishers }),

  insecure: hcl`
    resource "aws_sqs_queue" "orders" {
      kms_master_key_id = "alias/aws/sqs"
      #                   ^^^^^^^^^^^^^^^
      name              = "orders"
    }
  `,
  secure: hcl`
    resource "aws_sqs_queue" "orders" {
      kms_master_key_id = aws_kms_key.orders.id
      name              = "orders"
    }

    resource "aws_kms_key" "orders" {
      description         = "Messages"
      enable_key_rotation = true
    }
  `,
});
