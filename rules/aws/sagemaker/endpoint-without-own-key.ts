import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-endpoint-without-own-key",
  title: "Disk of the SageMaker endpoint is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_98"], kics: ["58b35504-0287-4154-bf69-02c0573deab8"] },
  references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],

  on: resources("aws_sagemaker_endpoint_configuration"),
  check: ownKey("kms_key_arn", { description: "Endpoints", impact: "replacement" }),

  insecure: hcl`
    resource "aws_sagemaker_endpoint_configuration" "price" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "price"

      production_variants {
        initial_instance_count = 1
        instance_type          = "ml.m5.large"
        model_name             = "price"
        variant_name           = "all"
      }
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_endpoint_configuration" "price" {
      kms_key_arn = aws_kms_key.price.arn
      name        = "price"

      production_variants {
        initial_instance_count = 1
        instance_type          = "ml.m5.large"
        model_name             = "price"
        variant_name           = "all"
      }
    }

    resource "aws_kms_key" "price" {
      description         = "Endpoints"
      enable_key_rotation = true
    }
  `,
});
