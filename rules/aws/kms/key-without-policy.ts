import { companions, resources } from "../../kit/checks.ts";
import { withDefaultPolicy } from "../../kit/kms-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kms-key-without-policy",
  title: "KMS key has no policy of its own",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS's default lets every principal of the account use it whom IAM allows: a policy with a wildcard is enough.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_64"] },
  references: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"],

  on: resources("aws_kms_key"),
  *check(key) {
    if (key.get("policy").state !== "absent") return;
    const { found, certain } = companions(key, "aws_kms_key_policy", "key_id");
    if (found.length > 0 || !certain) return;
    yield {
      at: key.header,
      fixes: () => [
        {
          title: "Write down the policy it has: the account's IAM decides",
          impact: "update",
          edits: withDefaultPolicy(key),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_kms_key" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      description         = "Data at rest"
      enable_key_rotation = true
    }
  `,
  secure: hcl`
    resource "aws_kms_key" "data" {
      description         = "Data at rest"
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
        ]
      })
    }

    data "aws_caller_identity" "current" {}
  `,
});
