import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-domain-without-own-key",
  title: "SageMaker domain's files are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_187"] },
  references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],

  on: resources("aws_sagemaker_domain", "aws_sagemaker_notebook_instance"),
  check: ownKey("kms_key_id", { description: "SageMaker files", impact: "replacement" }),

  insecure: hcl`
    resource "aws_sagemaker_domain" "lab" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      auth_mode   = "IAM"
      domain_name = "lab"
      subnet_ids  = ["subnet-0a1b2c3d"]
      vpc_id      = "vpc-0a1b2c3d"

      default_user_settings {
        execution_role = "arn:aws:iam::123456789012:role/lab"
      }
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_domain" "lab" {
      auth_mode   = "IAM"
      domain_name = "lab"
      kms_key_id  = aws_kms_key.lab.arn
      subnet_ids  = ["subnet-0a1b2c3d"]
      vpc_id      = "vpc-0a1b2c3d"

      default_user_settings {
        execution_role = "arn:aws:iam::123456789012:role/lab"
      }
    }

    resource "aws_kms_key" "lab" {
      description         = "SageMaker files"
      enable_key_rotation = true
    }
  `,
});
