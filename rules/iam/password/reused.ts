import { atLeast, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-password-reused",
  title: "Old passwords can be used again",
  severity: "low",
  profile: "hint",
  responsibility: "customer",
  why: "A password that leaked once opens the account again.",
  controls: { "cis-aws-1.4": ["1.9"], "security-hub": ["IAM.16"] },
  aliases: {
    checkov: ["CKV_AWS_13"],
    trivy: ["AVD-AWS-0056"],
    tfsec: ["aws-iam-no-password-reuse"],
    kics: ["89806cdc-9c2e-4bd1-a0dc-53f339bcfb2a"],
  },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  ],

  on: resources("aws_iam_account_password_policy"),
  check: setting("password_reuse_prevention", atLeast(24), { title: "Set `password_reuse_prevention` to 24" }),

  insecure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      password_reuse_prevention = 3
      #                           ^
    }
  `,
  secure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      password_reuse_prevention = 24
    }
  `,
});
