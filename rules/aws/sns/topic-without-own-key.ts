import { holds, isSet, resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { forPublishers } from "./shapes/publishers.ts";

export default rule({
  id: "aws-sns-topic-without-own-key",
  title: "Topic is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "No service of AWS can publish to it, and no other account read it: the policy of AWS's key cannot be changed.",
  controls: {},
  aliases: {
    trivy: ["AVD-AWS-0136"],
    tfsec: ["aws-sns-topic-encryption-use-cmk"],
    kics: ["b1a72f66-2236-4f3b-87ba-0da1b366956f"],
  },
  references: ["https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html"],

  on: resources("aws_sns_topic").where((topic) => holds(topic.get("kms_master_key_id"), isSet())),
  check: ownKey("kms_master_key_id", { description: "Messages", attribute: "id", service: forPublishers }),

  insecure: hcl`
    resource "aws_sns_topic" "orders" {
      kms_master_key_id = "alias/aws/sns"
      #                   ^^^^^^^^^^^^^^^
      name              = "orders"
    }
  `,
  secure: hcl`
    resource "aws_sns_topic" "orders" {
      kms_master_key_id = aws_kms_key.orders.id
      name              = "orders"
    }

    resource "aws_kms_key" "orders" {
      description         = "Messages"
      enable_key_rotation = true
    }
  `,
});
