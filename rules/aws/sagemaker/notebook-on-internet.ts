import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-notebook-on-internet",
  title: "Notebook has direct access to the internet",
  severity: "high",
  responsibility: "customer",
  why: "No security group or flow log sees where its data goes.",
  controls: { "security-hub": ["SageMaker.1"] },
  aliases: { checkov: ["CKV_AWS_122"] },
  references: [
    "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
  ],

  on: resources("aws_sagemaker_notebook_instance"),
  *check(notebook) {
    const access = notebook.get("direct_internet_access");
    if (holds(access, is("Disabled"), "Disabled")) return;
    const edit = {
      direct_internet_access: "Disabled",
      ...(notebook.get("subnet_id").state === "absent" && {
        security_groups: [stop("sg-id")],
        subnet_id: stop("subnet-id"),
      }),
    };
    yield {
      at: access.at,
      ...relatedTo(access),
      fixes: () => [
        { title: "Send its traffic through the VPC", impact: "replacement", edits: putAll(notebook, edit) },
      ],
    };
  },

  insecure: hcl`
    resource "aws_sagemaker_notebook_instance" "lab" {
      instance_type          = "ml.t3.medium"
      name                   = "lab"
      role_arn               = "arn:aws:iam::123456789012:role/lab"
      direct_internet_access = "Enabled"
      #                        ^^^^^^^^^
      security_groups        = ["sg-0a1b2c3d"]
      subnet_id              = "subnet-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_notebook_instance" "lab" {
      instance_type          = "ml.t3.medium"
      name                   = "lab"
      role_arn               = "arn:aws:iam::123456789012:role/lab"
      direct_internet_access = "Disabled"
      security_groups        = ["sg-0a1b2c3d"]
      subnet_id              = "subnet-0a1b2c3d"
    }
  `,
});
