import { holds, isSet, plain, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceOf } from "./shapes/sources.ts";

export default rule({
  id: "aws-lambda-callable-through-service",
  title: "Any account can call the function through an AWS service",
  severity: "high",
  profileDependsOn:
    "whether the service is CloudFront at its edges or Lambda itself, which run a function for its owner only",
  responsibility: "customer",
  why: "Somebody else's bucket, topic or API calls it: the service asks nobody whose it is.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_364"],
    trivy: ["AVD-AWS-0067"],
    tfsec: ["aws-lambda-restrict-source-arn"],
    kics: ["3ef8696c-e4ae-4872-92c7-520bb44dfe77"],
  },
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html"],

  on: resources("aws_lambda_permission"),
  *check(permission) {
    const principal = permission.get("principal");
    if (!/\.amazonaws\.com$/.test(String(plain(principal) ?? ""))) return;
    if (["source_arn", "source_account", "principal_org_id"].some((name) => holds(permission.get(name), isSet())))
      return;
    yield {
      at: permission.header,
      ...(/^(?:edgelambda|(?:replicator\.)?lambda)\./.test(String(plain(principal))) && { profile: "all" as const }),
      message: `Any account can call the function through \`${plain(principal)}\``,
      fixes: () => {
        const source = sourceOf(permission, String(plain(principal)));
        return [
          {
            title: source ? "Admit only what calls it here" : "Name what calls it",
            impact: "replacement",
            edits: [put(permission, "source_arn", source ?? stop("arn:aws:s3:::acme-mail"))],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_lambda_permission" "bucket" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      action        = "lambda:InvokeFunction"
      function_name = aws_lambda_function.mail.function_name
      principal     = "s3.amazonaws.com"
    }

    resource "aws_s3_bucket_notification" "mail" {
      bucket = aws_s3_bucket.mail.id

      lambda_function {
        lambda_function_arn = aws_lambda_function.mail.arn
        events              = ["s3:ObjectCreated:*"]
      }
    }

    resource "aws_s3_bucket" "mail" {
      bucket = "acme-mail"
    }

    resource "aws_lambda_function" "mail" {
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs24.x"
    }
  `,
  secure: hcl`
    resource "aws_lambda_permission" "bucket" {
      action        = "lambda:InvokeFunction"
      function_name = aws_lambda_function.mail.function_name
      principal     = "s3.amazonaws.com"
      source_arn    = aws_s3_bucket.mail.arn
    }

    resource "aws_s3_bucket_notification" "mail" {
      bucket = aws_s3_bucket.mail.id

      lambda_function {
        lambda_function_arn = aws_lambda_function.mail.arn
        events              = ["s3:ObjectCreated:*"]
      }
    }

    resource "aws_s3_bucket" "mail" {
      bucket = "acme-mail"
    }

    resource "aws_lambda_function" "mail" {
      function_name = "mail"
      handler       = "index.handler"
      role          = "arn:aws:iam::123456789012:role/mail"
      runtime       = "nodejs24.x"
    }
  `,
});
