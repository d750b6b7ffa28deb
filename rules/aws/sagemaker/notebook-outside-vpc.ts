import { holds, isSet, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-notebook-outside-vpc",
  title: "Notebook runs outside your VPC",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "No security group or flow log sees where its data goes.",
  controls: { "security-hub": ["SageMaker.2"] },
  aliases: { checkov: ["CKV_AWS_306"] },
  references: [
    "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
  ],

  on: resources("aws_sagemaker_notebook_instance"),
  *check(notebook) {
    const subnet = notebook.get("subnet_id");
    if (holds(subnet, isSet())) return;
    yield {
      at: notebook.header,
      fixes: () => [
        {
          title: "Put it into a VPC",
          impact: "replacement",
          edits: putAll(notebook, { security_groups: [stop("sg-id")], subnet_id: stop("subnet-id") }),
        },
      ],
    };
  },

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
      instance_type   = "ml.t3.medium"
      name            = "lab"
      role_arn        = "arn:aws:iam::123456789012:role/lab"
      security_groups = ["sg-id"]
      subnet_id       = "subnet-id"
    }
  `,
});
