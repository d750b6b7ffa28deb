import { holds, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecr-repository-without-own-key",
  title: "Image repository is not encrypted with a KMS key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Whoever may read the repository needs no second permission.",
  controls: { "security-hub": ["ECR.5"] },
  aliases: {
    checkov: ["CKV_AWS_136"],
    trivy: ["AVD-AWS-0033"],
    tfsec: ["aws-ecr-repository-customer-key"],
    kics: ["0e32d561-4b5a-4664-a6e3-a3fa85649157"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  ],

  on: resources("aws_ecr_repository"),
  *check(repository) {
    const kind = repository.get("encryption_configuration.encryption_type");
    const hasKey = isOwn(repository, "encryption_configuration.kms_key");
    if (holds(kind, oneOf("KMS", "KMS_DSSE"), "AES256") && hasKey) return;
    yield {
      at: kind.at,
      // Checkov and KICS are content with a key of AWS's
      ...(holds(kind, oneOf("KMS", "KMS_DSSE"), "AES256") && {
        aliases: ["AVD-AWS-0033", "aws-ecr-repository-customer-key"],
      }),
      ...relatedTo(kind),
      fixes: () => {
        const { address, edits } = key(repository, "Images");
        return [
          {
            title: "Encrypt with a KMS key of your own",
            impact: "replacement",
            edits: [
              ...putAll(repository, {
                "encryption_configuration.encryption_type": "KMS",
                ...(!hasKey && { "encryption_configuration.kms_key": expression(`${address}.arn`) }),
              }),
              ...edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_ecr_repository" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecr_repository" "shop" {
      name = "shop"

      encryption_configuration {
        encryption_type = "KMS"
        kms_key         = aws_kms_key.shop.arn
      }
    }

    resource "aws_kms_key" "shop" {
      description         = "Images"
      enable_key_rotation = true
    }
  `,
});
