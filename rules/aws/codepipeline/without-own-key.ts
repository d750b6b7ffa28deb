import { blocks } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codepipeline-without-own-key",
  title: "Pipeline artifacts are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_219"] },
  references: ["https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html"],

  on: blocks("artifact_store", "aws_codepipeline"),
  *check(store) {
    if (isOwn(store, "encryption_key.id")) return;
    yield {
      at: store.header,
      fixes: () => [
        {
          title: "Encrypt with a KMS key of your own",
          impact: "update",
          edits: putAll(store, {
            "encryption_key.id": stop("arn:aws:kms:eu-west-1:123456789012:key/id"),
            "encryption_key.type": "KMS",
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_codepipeline" "app" {
      name     = "app"
      role_arn = "arn:aws:iam::123456789012:role/pipeline"

      artifact_store {
      #^^^^^^^^^^^^^
        location = "acme-pipeline"
        type     = "S3"
      }

      stage {
        name = "Source"

        action {
          category         = "Source"
          name             = "Source"
          output_artifacts = ["source"]
          owner            = "AWS"
          provider         = "S3"
          version          = "1"
        }
      }

      stage {
        name = "Deploy"

        action {
          category        = "Deploy"
          input_artifacts = ["source"]
          name            = "Deploy"
          owner           = "AWS"
          provider        = "S3"
          version         = "1"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_codepipeline" "app" {
      name     = "app"
      role_arn = "arn:aws:iam::123456789012:role/pipeline"

      artifact_store {
        location = "acme-pipeline"
        type     = "S3"

        encryption_key {
          id   = "arn:aws:kms:eu-west-1:123456789012:key/id"
          type = "KMS"
        }
      }

      stage {
        name = "Source"

        action {
          category         = "Source"
          name             = "Source"
          output_artifacts = ["source"]
          owner            = "AWS"
          provider         = "S3"
          version          = "1"
        }
      }

      stage {
        name = "Deploy"

        action {
          category        = "Deploy"
          input_artifacts = ["source"]
          name            = "Deploy"
          owner           = "AWS"
          provider        = "S3"
          version         = "1"
        }
      }
    }
  `,
});
