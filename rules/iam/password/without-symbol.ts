import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-password-without-symbol",
  title: "Password needs no symbol",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Passwords of fewer kinds of characters are guessed sooner.",
  controls: { "security-hub": ["IAM.13", "IAM.7"] },
  aliases: { checkov: ["CKV_AWS_14"], trivy: ["AVD-AWS-0060"], tfsec: ["aws-iam-require-symbols-in-passwords"] },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  ],

  on: resources("aws_iam_account_password_policy"),
  check: setting("require_symbols", is(true)),

  insecure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      require_symbols = false
                        #^^^^
    }
  `,
  secure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      require_symbols = true
    }
  `,
});
