import type { Value } from "../../../language/model/value.ts";
import { holds, isSet, plain, resources } from "../../kit/checks.ts";
import { remove } from "../../kit/edits.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-lambda-environment-without-own-key",
  title: "Environment variables of the function are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Whoever may read the function reads them; a key of your own is a second permission.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_173"] },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html"],

  on: resources("aws_lambda_function"),
  *check(lambda) {
    const named = lambda.get("kms_key_arn");
    const variables = lambda.get("environment.variables");
    const hasVariables =
      variables.state === "mapping" ? variables.entries.size > 0 || variables.open : variables.state === "unknown";
    if (hasVariables ? holds(named, isSet()) : !isNamed(named)) return;
    if (hasVariables) {
      yield* ownKey("kms_key_arn", { description: "Function variables" })(lambda);
      return;
    }
    yield {
      at: named.at,
      message: "KMS key of the function encrypts nothing: there are no environment variables",
      fixes: () => [{ title: "Remove the key", impact: "update", edits: remove(lambda, "kms_key_arn") }],
    };
  },

  insecure: hcl`
    resource "aws_lambda_function" "mail" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs24.x"

      environment {
        variables = {
          LEVEL = "info"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_lambda_function" "mail" {
      function_name = "mail"
      handler       = "index.handler"
      kms_key_arn   = aws_kms_key.mail.arn
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs24.x"

      environment {
        variables = {
          LEVEL = "info"
        }
      }
    }

    resource "aws_kms_key" "mail" {
      description         = "Function variables"
      enable_key_rotation = true
    }
  `,
});

const isNamed = (value: Value): boolean => value.state !== "absent" && plain(value) !== "" && holds(value, isSet());
