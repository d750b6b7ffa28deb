import { holds, is, isSet, oneOf, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { key } from "../kms/key.ts";

export default rule({
  id: "aws-glue-catalog-unencrypted",
  title: "Glue's catalog and its passwords are not encrypted with KMS",
  severity: "high",
  responsibility: "customer",
  why: "Whoever may read the catalog reads the passwords of its connections too.",
  controls: {},
  aliases: ["CKV_AWS_94", "01d50b14-e933-4c99-b314-6d08cd37ad35"],
  references: ["https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html"],

  on: resources("aws_glue_data_catalog_encryption_settings"),
  *check(settings) {
    const path = "data_catalog_encryption_settings";
    const rest = `${path}.encryption_at_rest`;
    const passwords = `${path}.connection_password_encryption`;
    const isCatalog =
      holds(
        settings.get(`${rest}.catalog_encryption_mode`),
        oneOf("SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"),
        "DISABLED",
      ) && holds(settings.get(`${rest}.sse_aws_kms_key_id`), isSet());
    const isPasswords =
      holds(settings.get(`${passwords}.return_connection_password_encrypted`), is(true)) &&
      holds(settings.get(`${passwords}.aws_kms_key_id`), isSet());
    if (isCatalog && isPasswords) return;
    yield {
      at: isCatalog
        ? settings.get(`${passwords}.return_connection_password_encrypted`).at
        : settings.get(`${rest}.catalog_encryption_mode`).at,
      message: isCatalog ? "Passwords are not encrypted" : "The catalog is not encrypted",
      fixes: () => {
        const { address, edits } = key(settings, "Glue catalog");
        return [
          {
            title: "Encrypt with KMS",
            impact: "update",
            edits: [
              ...putAll(settings, {
                ...(!isPasswords && {
                  [`${passwords}.aws_kms_key_id`]: expression(`${address}.arn`),
                  [`${passwords}.return_connection_password_encrypted`]: true,
                }),
                ...(!isCatalog && {
                  [`${rest}.catalog_encryption_mode`]: "SSE-KMS",
                  [`${rest}.sse_aws_kms_key_id`]: expression(`${address}.arn`),
                }),
              }),
              ...edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_glue_data_catalog_encryption_settings" "all" {
      data_catalog_encryption_settings {
        connection_password_encryption {
          return_connection_password_encrypted = false
        }

        encryption_at_rest {
          catalog_encryption_mode = "DISABLED"
          #                         ^^^^^^^^^^
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_glue_data_catalog_encryption_settings" "all" {
      data_catalog_encryption_settings {
        connection_password_encryption {
          aws_kms_key_id                       = aws_kms_key.all.arn
          return_connection_password_encrypted = true
        }

        encryption_at_rest {
          catalog_encryption_mode = "SSE-KMS"
          sse_aws_kms_key_id      = aws_kms_key.all.arn
        }
      }
    }

    resource "aws_kms_key" "all" {
      description         = "Glue catalog"
      enable_key_rotation = true
    }
  `,
});
