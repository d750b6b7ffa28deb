import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { expression, putAll } from "../../kit/edits.ts";
import { key } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-codegurureviewer-without-own-key",
  title: "CodeGuru code reviews are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_381"] },
  references: ["https://docs.aws.amazon.com/codeguru/latest/reviewer-ug/encrypt-repository-association.html"],

  on: resources("aws_codegurureviewer_repository_association"),
  *check(association) {
    const option = association.get("kms_key_details.encryption_option");
    if (holds(option, is("CUSTOMER_MANAGED_CMK"), "AWS_OWNED_CMK")) return;
    yield {
      at: option.at,
      ...relatedTo(option),
      fixes: () => {
        const { address, edits } = key(association, "Code reviews");
        return [
          {
            title: "Encrypt with a KMS key of your own",
            impact: "replacement",
            edits: [
              ...putAll(association, {
                "kms_key_details.encryption_option": "CUSTOMER_MANAGED_CMK",
                "kms_key_details.kms_key_id": expression(`${address}.key_id`),
              }),
              ...edits,
            ],
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_codegurureviewer_repository_association" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      repository {
        codecommit {
          name = "app"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_codegurureviewer_repository_association" "app" {
      repository {
        codecommit {
          name = "app"
        }
      }

      kms_key_details {
        encryption_option = "CUSTOMER_MANAGED_CMK"
        kms_key_id        = aws_kms_key.app.key_id
      }
    }

    resource "aws_kms_key" "app" {
      description         = "Code reviews"
      enable_key_rotation = true
    }
  `,
});
