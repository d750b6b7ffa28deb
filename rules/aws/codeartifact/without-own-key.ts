import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codeartifact-without-own-key",
  title: "CodeArtifact packages are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_221"] },
  references: ["https://docs.aws.amazon.com/codeartifact/latest/ug/domain-create.html"],

  on: resources("aws_codeartifact_domain"),
  check: ownKey("encryption_key", { description: "Packages", impact: "replacement" }),

  insecure: hcl`
    resource "aws_codeartifact_domain" "acme" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain = "acme"
    }
  `,
  secure: hcl`
    resource "aws_codeartifact_domain" "acme" {
      domain         = "acme"
      encryption_key = aws_kms_key.acme.arn
    }

    resource "aws_kms_key" "acme" {
      description         = "Packages"
      enable_key_rotation = true
    }
  `,
});
