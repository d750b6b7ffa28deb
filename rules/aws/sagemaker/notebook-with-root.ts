import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-notebook-with-root",
  title: "Users of the notebook have root access",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "They can change what is to hold them back.",
  controls: { "security-hub": ["SageMaker.3"] },
  aliases: { checkov: ["CKV_AWS_307"] },
  references: [
    "https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
  ],

  on: resources("aws_sagemaker_notebook_instance"),
  check: setting("root_access", is("Disabled"), { fallback: "Enabled", impact: "disruption", title: "Take root away" }),

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
      root_access   = "Disabled"
    }
  `,
});
