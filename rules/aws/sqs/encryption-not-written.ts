import { holds, isSet, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sqs-encryption-not-written",
  title: "Encryption of the queue is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS encrypts new queues by itself since 2022; one that is older than that stays as it was.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_27"],
    trivy: ["AVD-AWS-0096"],
    tfsec: ["aws-sqs-enable-queue-encryption"],
    kics: ["6e8849c1-3aa7-40e3-9063-b85ee300f29f"],
  },
  references: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  ],

  on: resources("aws_sqs_queue").where((queue) => queue.get("sqs_managed_sse_enabled").state === "absent"),
  *check(queue) {
    if (holds(queue.get("kms_master_key_id"), isSet())) return;
    yield {
      at: queue.header,
      fixes: () => [
        { title: "Encrypt with a key of SQS", impact: "update", edits: [put(queue, "sqs_managed_sse_enabled", true)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_sqs_queue" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "orders"
    }
  `,
  secure: hcl`
    resource "aws_sqs_queue" "orders" {
      name                    = "orders"
      sqs_managed_sse_enabled = true
    }
  `,
});
