import { holds, is, isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-code-not-signed",
  title: "Function runs code whose signature nobody checks",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may deploy, or reaches the bucket of packages, runs what he likes.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_272"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html"],

  on: resources("aws_lambda_function").where((lambda) => holds(lambda.get("package_type"), is("Zip"), "Zip")),
  check: setting(
    "code_signing_config_arn",
    isSet(stop("arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-id")),
    { title: "Ask for a signature" },
  ),

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
      code_signing_config_arn = "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-id"
      function_name           = "mail"
      handler                 = "index.handler"
      role                    = "arn:aws:iam::123456789012:role/mail"
      runtime                 = "nodejs24.x"
    }
  `,
});
