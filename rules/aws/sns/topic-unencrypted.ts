import { holds, isSet, relatedTo, resources } from "../../kit/checks.ts";
import { expression, put } from "../../kit/edits.ts";
import { keyFor } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { forPublishers } from "./shapes/publishers.ts";

export default rule({
  id: "aws-sns-topic-unencrypted",
  title: "Topic is not encrypted at rest",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Messages lie readable on AWS's disks, and whoever may read the topic needs no second permission.",
  controls: { "security-hub": ["SNS.1"] },
  aliases: {
    checkov: ["CKV_AWS_26"],
    trivy: ["AVD-AWS-0095"],
    tfsec: ["aws-sns-enable-topic-encryption"],
    kics: ["28545147-2fc6-42d5-a1f9-cf226658e591"],
  },
  references: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
  ],

  on: resources("aws_sns_topic"),
  *check(topic) {
    const named = topic.get("kms_master_key_id");
    if (holds(named, isSet())) return;
    yield {
      at: named.at,
      ...relatedTo(named),
      fixes: () => {
        const { address, edits } = keyFor(topic, "Messages", forPublishers(topic));
        return [
          {
            title: "Encrypt with a KMS key of your own",
            impact: "disruption",
            edits: [put(topic, "kms_master_key_id", expression(`${address}.id`)), ...edits],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_sns_topic" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"
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
