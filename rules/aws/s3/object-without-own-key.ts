import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-object-without-own-key",
  title: "Object is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_186"] },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"],

  on: resources("aws_s3_object", "aws_s3_bucket_object"),
  check: ownKey("kms_key_id", { description: "Objects" }),

  insecure: hcl`
    resource "aws_s3_object" "report" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
      key    = "report.pdf"
      source = "report.pdf"
    }
  `,
  secure: hcl`
    resource "aws_s3_object" "report" {
      bucket     = "acme-reports"
      key        = "report.pdf"
      kms_key_id = aws_kms_key.report.arn
      source     = "report.pdf"
    }

    resource "aws_kms_key" "report" {
      description         = "Objects"
      enable_key_rotation = true
    }
  `,
});
