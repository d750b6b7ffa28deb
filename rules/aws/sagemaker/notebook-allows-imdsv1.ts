import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-notebook-allows-imdsv1",
  title: "Notebook's metadata answers requests without a token (IMDSv1)",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "One request forgery in what runs there reads the credentials of its role.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_371"] },
  references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html"],

  on: resources("aws_sagemaker_notebook_instance"),
  check: setting("instance_metadata_service_configuration.minimum_instance_metadata_service_version", is("2"), {
    fallback: "1",
    impact: "disruption",
    title: "Ask for a token",
  }),

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
      name          = "lab"
      role_arn      = "arn:aws:iam::123456789012:role/lab"

      instance_metadata_service_configuration {
        minimum_instance_metadata_service_version = "2"
      }
    }
  `,
});
