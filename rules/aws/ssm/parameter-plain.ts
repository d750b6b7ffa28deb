import { holds, is, plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isSecretName } from "../secrets/shapes/detect.ts";

export default rule({
  id: "aws-ssm-parameter-plain",
  title: "Parameter is not encrypted: it is kept in plain text",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may list parameters reads it, and so does whoever reads Terraform's state.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_34"] },
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  ],

  on: resources("aws_ssm_parameter"),
  *check(parameter) {
    const type = parameter.get("type");
    if (holds(type, is("SecureString"))) return;
    yield {
      at: type.at,
      ...relatedTo(type),
      // what is no secret is looked up by templates and tasks, which read no other kind
      fixes: () =>
        [parameter.name, String(plain(parameter.get("name")) ?? "")].some((name) => isSecretName(lastWord(name)))
          ? [{ title: "Keep it encrypted", impact: "disruption", edits: [put(parameter, "type", "SecureString")] }]
          : [],
    };
  },

  insecure: hcl`
    resource "aws_ssm_parameter" "db_password" {
      name  = "/shop/db_password"
      type  = "String"
      #       ^^^^^^^^
      value = var.db_password
    }

    variable "db_password" {
      type      = string
      sensitive = true
    }
  `,
  secure: hcl`
    resource "aws_ssm_parameter" "db_password" {
      name  = "/shop/db_password"
      type  = "SecureString"
      value = var.db_password
    }

    variable "db_password" {
      type      = string
      sensitive = true
    }
  `,
});

/** `db_password` of `/shop/db_password`. */
const lastWord = (name: string): string => name.slice(name.lastIndexOf("/") + 1).replaceAll("-", "_");
