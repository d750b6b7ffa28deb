import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-secretsmanager-secret-without-own-key",
  title: "Secret is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_149"],
    trivy: ["AVD-AWS-0098"],
    tfsec: ["aws-ssm-secret-use-customer-key"],
    kics: ["a2f548f2-188c-4fff-b172-e9a6acb216bd", "b0d3ef3f-845d-4b1b-83d6-63a5a380375f"],
  },
  references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"],

  on: resources("aws_secretsmanager_secret"),
  check: ownKey("kms_key_id", { description: "Secrets" }),

  insecure: hcl`
    resource "aws_secretsmanager_secret" "db" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "db"
    }
  `,
  secure: hcl`
    resource "aws_secretsmanager_secret" "db" {
      kms_key_id = aws_kms_key.db.arn
      name       = "db"
    }

    resource "aws_kms_key" "db" {
      description         = "Secrets"
      enable_key_rotation = true
    }
  `,
});
