import { holds, is, isSet, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { isExplained } from "../../kit/explained.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sqs-queue-unencrypted",
  title: "Queue is not encrypted at rest",
  severity: "medium",
  responsibility: "customer",
  why: "Messages lie readable on AWS's disks.",
  controls: { "security-hub": ["SQS.1"] },
  aliases: {
    checkov: ["CKV_AWS_27"],
    trivy: ["AVD-AWS-0096"],
    tfsec: ["aws-sqs-enable-queue-encryption"],
    kics: ["6e8849c1-3aa7-40e3-9063-b85ee300f29f"],
  },
  references: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html",
  ],

  on: resources("aws_sqs_queue"),
  *check(queue) {
    const [named, managed] = [queue.get("kms_master_key_id"), queue.get("sqs_managed_sse_enabled")];
    if (holds(named, isSet()) || holds(managed, is(true), true)) return;
    yield {
      at: managed.at,
      ...relatedTo(managed),
      fixes: () =>
        isExplained(managed, queue)
          ? []
          : [
              {
                title: "Encrypt with a key of SQS",
                impact: "update",
                edits: [put(queue, "sqs_managed_sse_enabled", true)],
              },
            ],
    };
  },

  insecure: hcl`
    resource "aws_sqs_queue" "orders" {
      name                    = "orders"
      sqs_managed_sse_enabled = false
      #                         ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_sqs_queue" "orders" {
      name                    = "orders"
      sqs_managed_sse_enabled = true
    }
  `,
});
