import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-without-dead-letters",
  title: "Events that the function fails to handle are lost",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A failure, meant or not, leaves no trace of what was lost.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_116"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"],

  on: resources("aws_lambda_function"),
  check: setting("dead_letter_config.target_arn", isSet(stop("arn:aws:sqs:eu-west-1:123456789012:dead-letters")), {
    title: "Keep it in a queue",
  }),

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

      dead_letter_config {
        target_arn = "arn:aws:sqs:eu-west-1:123456789012:dead-letters"
      }
    }
  `,
});
