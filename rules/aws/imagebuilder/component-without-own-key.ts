import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-imagebuilder-component-without-own-key",
  title: "Image Builder component is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_180"] },
  references: ["https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html"],

  on: resources("aws_imagebuilder_component"),
  check: ownKey("kms_key_id", { description: "Image components", impact: "replacement" }),

  insecure: hcl`
    resource "aws_imagebuilder_component" "base" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name     = "base"
      platform = "Linux"
      uri      = "s3://acme-images/base.yaml"
      version  = "1.0.0"
    }
  `,
  secure: hcl`
    resource "aws_imagebuilder_component" "base" {
      kms_key_id = aws_kms_key.base.arn
      name       = "base"
      platform   = "Linux"
      uri        = "s3://acme-images/base.yaml"
      version    = "1.0.0"
    }

    resource "aws_kms_key" "base" {
      description         = "Image components"
      enable_key_rotation = true
    }
  `,
});
