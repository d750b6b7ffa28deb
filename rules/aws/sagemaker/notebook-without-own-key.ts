import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-notebook-without-own-key",
  title: "Disk of the notebook is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_22"], kics: ["f3674e0c-f6be-43fa-b71c-bf346d1aed99"] },
  references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],

  on: resources("aws_sagemaker_notebook_instance"),
  check: ownKey("kms_key_id", { description: "Notebooks", impact: "replacement" }),

  insecure: hcl`
    resource "aws_sagemaker_notebook_instance" "lab" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      instance_type = "ml.t3.medium"
      name          = "lab"
      role_arn      = "arn:aws:iam::123456789012:role/lab"
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_notebook_instance" "lab" {
      instance_type = "ml.t3.medium"
      kms_key_id    = aws_kms_key.lab.arn
      name          = "lab"
      role_arn      = "arn:aws:iam::123456789012:role/lab"
    }

    resource "aws_kms_key" "lab" {
      description         = "Notebooks"
      enable_key_rotation = true
    }
  `,
});
