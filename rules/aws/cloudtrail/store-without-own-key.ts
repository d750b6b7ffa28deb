import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudtrail-store-without-own-key",
  title: "CloudTrail event data store is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_294"] },
  references: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store.html"],

  on: resources("aws_cloudtrail_event_data_store"),
  check: ownKey("kms_key_id", { description: "Events", impact: "replacement" }),

  insecure: hcl`
    resource "aws_cloudtrail_event_data_store" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "main"
    }
  `,
  secure: hcl`
    resource "aws_cloudtrail_event_data_store" "main" {
      kms_key_id = aws_kms_key.main.arn
      name       = "main"
    }

    resource "aws_kms_key" "main" {
      description         = "Events"
      enable_key_rotation = true
    }
  `,
});
