import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-url-open",
  title: "Anyone on the internet can call the function",
  severity: "high",
  responsibility: "customer",
  why: "Whoever finds the URL may call it, as often as he likes, and you pay.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_258"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"],

  on: resources("aws_lambda_function_url"),
  check: setting("authorization_type", noneOf(["NONE"], "AWS_IAM"), {
    fallback: "AWS_IAM",
    impact: "disruption",
    title: "Ask for a signature of IAM",
  }),

  insecure: hcl`
    resource "aws_lambda_function_url" "mail" {
      authorization_type = "NONE"
      #                    ^^^^^^
      function_name      = "mail"
    }
  `,
  secure: hcl`
    resource "aws_lambda_function_url" "mail" {
      authorization_type = "AWS_IAM"
      function_name      = "mail"
    }
  `,
});
