import { is, plain, resources, setting } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { allowTracing } from "./shapes/tracing.ts";

const isActive = setting("tracing_config.mode", is("Active"), {
  title: "Trace calls",
  edits: (lambda, mode) => [put(lambda, "tracing_config.mode", mode), ...allowTracing(lambda, "role")],
});

const ofTrivy = "AVD-AWS-0066";
const ofTfsec = "aws-lambda-enable-tracing";

export default rule({
  id: "aws-lambda-without-tracing",
  title: "Function is not traced",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a call did, and where it failed, is hard to find out.",
  controls: { "security-hub": ["Lambda.7"] },
  aliases: {
    checkov: ["CKV_AWS_50"],
    trivy: [ofTrivy],
    tfsec: [ofTfsec],
    kics: ["8152e0cf-d2f0-47ad-96d5-d003a76eabd1"],
  },
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  ],

  on: resources("aws_lambda_function"),
  *check(lambda) {
    const isPassing = plain(lambda.get("tracing_config.mode")) === "PassThrough";
    // Checkov and KICS are content where a caller decides
    for (const problem of isActive(lambda)) yield isPassing ? { ...problem, aliases: [ofTrivy, ofTfsec] } : problem;
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

      tracing_config {
        mode = "Active"
      }
    }
  `,
});
