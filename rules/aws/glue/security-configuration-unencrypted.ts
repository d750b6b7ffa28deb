import type { Resource } from "../../../language/model/resource.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { holds, is, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { expression, putAll, type Source } from "../../kit/edits.ts";
import { forLogs, keyFor } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";

export default rule({
  id: "aws-glue-security-configuration-unencrypted",
  title: "Glue security configuration leaves data unencrypted",
  severity: "high",
  profileDependsOn:
    "whether it is about the data: logs and bookmarks are encrypted by their services anyway, only not with a key of one's own",
  responsibility: "customer",
  why: "Whoever may read the bucket, the logs or the bookmarks reads what is processed.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_99"], kics: ["ad5b4e97-2850-4adf-be17-1d293e0b85ee"] },
  references: ["https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html"],

  on: resources("aws_glue_security_configuration"),
  *check(configuration) {
    for (const [part, name, demand, what] of [
      ["cloudwatch_encryption", "cloudwatch_encryption_mode", is("SSE-KMS"), "logs"],
      ["job_bookmarks_encryption", "job_bookmarks_encryption_mode", is("CSE-KMS"), "job bookmarks"],
      ["s3_encryption", "s3_encryption_mode", oneOf("SSE-KMS", "SSE-S3"), "data in S3"],
    ] as const) {
      const mode = configuration.get(`encryption_configuration.${part}.${name}`);
      if (holds(mode, demand, "DISABLED")) continue;
      yield {
        at: mode.at,
        ...(part !== "s3_encryption" && { profile: "all" as const }),
        message: `Glue security configuration leaves ${what} unencrypted`,
        ...relatedTo(mode),
        fixes: () => {
          const { arn, edits } = keyBeside(configuration, part);
          const path = `encryption_configuration.${part}`;
          return [
            {
              title: "Encrypt with KMS",
              impact: "replacement",
              edits: [
                ...putAll(configuration, {
                  [`${path}.${name}`]: demand.write ?? "SSE-KMS",
                  [`${path}.kms_key_arn`]: arn,
                }),
                ...edits,
              ],
            },
          ];
        },
      };
    }
  },

  insecure: hcl`
    resource "aws_glue_security_configuration" "all" {
      name = "all"

      encryption_configuration {
        cloudwatch_encryption {
          cloudwatch_encryption_mode = "DISABLED"
          #                            ^^^^^^^^^^
        }

        job_bookmarks_encryption {
          job_bookmarks_encryption_mode = "CSE-KMS"
          kms_key_arn                   = "arn:aws:kms:eu-west-1:123456789012:key/1"
        }

        s3_encryption {
          s3_encryption_mode = "SSE-S3"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_glue_security_configuration" "all" {
      name = "all"

      encryption_configuration {
        cloudwatch_encryption {
          cloudwatch_encryption_mode = "SSE-KMS"
          kms_key_arn                = aws_kms_key.all.arn
        }

        job_bookmarks_encryption {
          job_bookmarks_encryption_mode = "CSE-KMS"
          kms_key_arn                   = "arn:aws:kms:eu-west-1:123456789012:key/1"
        }

        s3_encryption {
          s3_encryption_mode = "SSE-S3"
        }
      }
    }

    data "aws_caller_identity" "current" {}

    data "aws_region" "current" {}

    resource "aws_kms_key" "all" {
      description         = "Glue"
      enable_key_rotation = true
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Sid    = "Account"
            Effect = "Allow"
            Principal = {
              AWS = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root"
            }
            Action   = "kms:*"
            Resource = "*"
          },
          {
            Sid    = "Logs"
            Effect = "Allow"
            Principal = {
              Service = "logs.\${data.aws_region.current.id}.amazonaws.com"
            }
            Action = [
              "kms:Decrypt",
              "kms:Describe*",
              "kms:Encrypt",
              "kms:GenerateDataKey*",
              "kms:ReEncrypt*",
            ]
            Resource = "*"
            Condition = {
              ArnLike = {
                "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:\${data.aws_region.current.id}:\${data.aws_caller_identity.current.account_id}:*"
              }
            }
          },
        ]
      })
    }
  `,
});

/** The key that stands beside, else one that fits: logs are encrypted by their own service, which it has to admit. */
function keyBeside(configuration: Resource, part: string): { readonly arn: Source; readonly edits: readonly Edit[] } {
  const [beside] = ["s3_encryption", "job_bookmarks_encryption"].flatMap((other) =>
    configuration
      .sections("encryption_configuration")
      .flatMap((whole) => whole.sections(other))
      .flatMap((section) => sourceText(section, "kms_key_arn") ?? []),
  );
  const isForLogs = part === "cloudwatch_encryption";
  if (beside !== undefined && !isForLogs) return { arn: expression(beside), edits: [] };
  const { address, edits } = keyFor(configuration, "Glue", isForLogs ? forLogs(configuration) : undefined);
  return { arn: expression(`${address}.arn`), edits };
}
