import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-activity-stream-without-own-key",
  title: "Database activity stream is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_246"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html"],

  on: resources("aws_rds_cluster_activity_stream"),
  check: ownKey("kms_key_id", { description: "Activity stream", impact: "replacement" }),

  insecure: hcl`
    resource "aws_rds_cluster_activity_stream" "orders" {
      kms_key_id   = "alias/aws/rds"
      #              ^^^^^^^^^^^^^^^
      mode         = "async"
      resource_arn = "arn:aws:rds:eu-west-1:123456789012:cluster:orders"
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster_activity_stream" "orders" {
      kms_key_id   = aws_kms_key.orders.arn
      mode         = "async"
      resource_arn = "arn:aws:rds:eu-west-1:123456789012:cluster:orders"
    }

    resource "aws_kms_key" "orders" {
      description         = "Activity stream"
      enable_key_rotation = true
    }
  `,
});
