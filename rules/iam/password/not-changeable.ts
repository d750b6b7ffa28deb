import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-password-not-changeable",
  title: "Users cannot change their passwords",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A password that leaked stays until an administrator has time.",
  controls: {},
  aliases: { kics: ["9ef7d25d-9764-4224-9968-fa321c56ef76"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"],

  on: resources("aws_iam_account_password_policy"),
  check: setting("allow_users_to_change_password", is(true), { fallback: true, title: "Let them" }),

  insecure: hcl`
    resource "aws_iam_account_password_policy" "all" {
      allow_users_to_change_password = false
      #                                ^^^^^
      minimum_password_length        = 14
    }
  `,
  secure: hcl`
    resource "aws_iam_account_password_policy" "all" {
      allow_users_to_change_password = true
      minimum_password_length        = 14
    }
  `,
});
