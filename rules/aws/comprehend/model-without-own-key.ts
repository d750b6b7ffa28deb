import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-comprehend-model-without-own-key",
  title: "Comprehend model is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_267"] },
  references: ["https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html"],

  on: resources("aws_comprehend_entity_recognizer"),
  check: ownKey("model_kms_key_id", { description: "Models" }),

  insecure: hcl`
    resource "aws_comprehend_entity_recognizer" "parts" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      data_access_role_arn = "arn:aws:iam::123456789012:role/comprehend"
      language_code        = "en"
      name                 = "parts"

      input_data_config {
        documents {
          s3_uri = "s3://acme-texts/documents.txt"
        }

        entity_list {
          s3_uri = "s3://acme-texts/entities.csv"
        }

        entity_types {
          type = "PART"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_comprehend_entity_recognizer" "parts" {
      data_access_role_arn = "arn:aws:iam::123456789012:role/comprehend"
      language_code        = "en"
      model_kms_key_id     = aws_kms_key.parts.arn
      name                 = "parts"

      input_data_config {
        documents {
          s3_uri = "s3://acme-texts/documents.txt"
        }

        entity_list {
          s3_uri = "s3://acme-texts/entities.csv"
        }

        entity_types {
          type = "PART"
        }
      }
    }

    resource "aws_kms_key" "parts" {
      description         = "Models"
      enable_key_rotation = true
    }
  `,
});
