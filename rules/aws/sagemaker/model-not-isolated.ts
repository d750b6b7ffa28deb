import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-model-not-isolated",
  title: "SageMaker model's container can connect to the internet",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A library that was tampered with sends data and credentials out.",
  controls: { "security-hub": ["SageMaker.5"] },
  aliases: { checkov: ["CKV_AWS_370"] },
  references: [
    "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
  ],

  on: resources("aws_sagemaker_model"),
  check: setting("enable_network_isolation", is(true), { fallback: false, impact: "replacement", title: "Cut it off" }),

  insecure: hcl`
    resource "aws_sagemaker_model" "price" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      execution_role_arn = "arn:aws:iam::123456789012:role/price"

      primary_container {
        image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/price:1"
      }
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_model" "price" {
      enable_network_isolation = true
      execution_role_arn       = "arn:aws:iam::123456789012:role/price"

      primary_container {
        image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/price:1"
      }
    }
  `,
});
