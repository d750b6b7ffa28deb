import { resources } from "../../kit/checks.ts";
import { block, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-outside-vpc",
  title: "Function runs outside a VPC",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "No security group or flow log sees where it connects to.",
  controls: { "security-hub": ["Lambda.3"] },
  aliases: { checkov: ["CKV_AWS_117"] },
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  ],

  on: resources("aws_lambda_function"),
  *check(lambda) {
    if (lambda.sections("vpc_config").length > 0 || lambda.isOpen("vpc_config")) return;
    yield {
      at: lambda.header,
      fixes: () => [
        {
          title: "Put it into a VPC",
          impact: "disruption",
          edits: [
            put(lambda, "vpc_config", block({ security_group_ids: [stop("sg-id")], subnet_ids: [stop("subnet-id")] })),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_lambda_function" "mail" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs24.x"
    }
  `,
  secure: hcl`
    resource "aws_lambda_function" "mail" {
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs24.x"

      vpc_config {
        security_group_ids = ["sg-id"]
        subnet_ids         = ["subnet-id"]
      }
    }
  `,
});
