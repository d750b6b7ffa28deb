import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-password-without-number",
  title: "Password needs no number",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Passwords of fewer kinds of characters are guessed sooner.",
  controls: { "security-hub": ["IAM.14", "IAM.7"] },
  aliases: { checkov: ["CKV_AWS_12"], trivy: ["AVD-AWS-0059"], tfsec: ["aws-iam-require-numbers-in-passwords"] },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  ],

  on: resources("aws_iam_account_password_policy"),
  check: setting("require_numbers", is(true)),

  insecure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      require_numbers = false
                        #^^^^
    }
  `,
  secure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      require_numbers = true
    }
  `,
});
