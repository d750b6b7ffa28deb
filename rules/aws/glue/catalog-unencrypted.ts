import { holds, is, isSet, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

const parts = [
  {
    part: "encryption_at_rest",
    name: "catalog_encryption_mode",
    demand: oneOf("SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"),
    key: "sse_aws_kms_key_id",
    write: "SSE-KMS",
    message: "Glue catalog is not encrypted",
  },
  {
    part: "connection_password_encryption",
    name: "return_connection_password_encrypted",
    demand: is(true),
    key: "aws_kms_key_id",
    write: true,
    message: "Connection passwords in the Glue catalog are not encrypted",
  },
] as const;

export default rule({
  id: "aws-glue-catalog-unencrypted",
  title: "Glue catalog or its connection passwords are not encrypted with a key of yours",
  severity: "high",
  responsibility: "customer",
  why: "Whoever may read the catalog reads the passwords of its connections too.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_94"], kics: ["01d50b14-e933-4c99-b314-6d08cd37ad35"] },
  references: ["https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html"],

  on: resources("aws_glue_data_catalog_encryption_settings"),
  *check(settings) {
    for (const { part, name, demand, key: named, write, message } of parts) {
      const path = `data_catalog_encryption_settings.${part}`;
      const value = settings.get(`${path}.${name}`);
      const isOn = holds(value, demand);
      if (isOn && holds(settings.get(`${path}.${named}`), isSet())) continue;
      yield {
        at: isOn ? settings.get(`${path}.${named}`).at : value.at,
        message: isOn ? `${message} with a key of yours` : message,
        ...relatedTo(value),
        fixes: () => {
          const { address, edits } = key(settings, "Glue catalog");
          return [
            {
              title: "Encrypt with KMS",
              impact: "disruption",
              edits: [
                ...putAll(settings, {
                  [`${path}.${named}`]: expression(`${address}.arn`),
                  ...(!isOn && { [`${path}.${name}`]: write }),
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
    resource "aws_glue_data_catalog_encryption_settings" "all" {
      data_catalog_encryption_settings {
        connection_password_encryption {
          aws_kms_key_id                       = "arn:aws:kms:eu-west-1:123456789012:key/1"
          return_connection_password_encrypted = true
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
          aws_kms_key_id                       = "arn:aws:kms:eu-west-1:123456789012:key/1"
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
