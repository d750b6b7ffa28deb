import { isNot, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-without-concurrency-limit",
  title: "Function can use up all of the account's concurrency",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A flood of calls to it leaves none for the other functions.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_115"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"],

  on: resources("aws_lambda_function"),
  check: setting("reserved_concurrent_executions", isNot(-1, stop(50)), { fallback: -1, title: "Reserve a number" }),

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
      function_name                  = "mail"
      handler                        = "index.handler"
      reserved_concurrent_executions = 50
      role                           = "arn:aws:iam::123456789012:role/mail"
      runtime                        = "nodejs24.x"
    }
  `,
});
