import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kendra-index-without-own-key",
  title: "Kendra index is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_262"] },
  references: ["https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html"],

  on: resources("aws_kendra_index"),
  check: ownKey("server_side_encryption_configuration.kms_key_id", {
    description: "Search index",
    impact: "replacement",
  }),

  insecure: hcl`
    resource "aws_kendra_index" "wiki" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name     = "wiki"
      role_arn = "arn:aws:iam::123456789012:role/kendra"
    }
  `,
  secure: hcl`
    resource "aws_kendra_index" "wiki" {
      name     = "wiki"
      role_arn = "arn:aws:iam::123456789012:role/kendra"

      server_side_encryption_configuration {
        kms_key_id = aws_kms_key.wiki.arn
      }
    }

    resource "aws_kms_key" "wiki" {
      description         = "Search index"
      enable_key_rotation = true
    }
  `,
});
