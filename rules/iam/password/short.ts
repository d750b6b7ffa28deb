import { atLeast, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-password-short",
  title: "Password can be shorter than 14 characters",
  severity: "medium",
  responsibility: "customer",
  why: "Short passwords fall to guessing and to stolen hashes.",
  controls: {
    "cis-aws-1.4": ["1.8"],
    "security-hub": ["IAM.15", "IAM.7"],
  },
  aliases: {
    checkov: ["CKV_AWS_10"],
    trivy: ["AVD-AWS-0063"],
    tfsec: ["aws-iam-set-minimum-password-length"],
    kics: ["1bc1c685-e593-450e-88fb-19db4c82aa1d"],
  },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  ],

  on: resources("aws_iam_account_password_policy"),
  check: setting("minimum_password_length", atLeast(14), { title: "Set `minimum_password_length` to 14" }),

  insecure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      minimum_password_length = 8
      #                         ^
    }
  `,
  secure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      minimum_password_length = 14
    }
  `,
});
