import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-first-password-kept",
  title: "User can keep the password that an administrator made",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It stands in Terraform's state, where others read it.",
  controls: {},
  aliases: { kics: ["b592ffd4-0577-44b6-bd35-8c5ee81b5918"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html"],

  on: resources("aws_iam_user_login_profile"),
  check: setting("password_reset_required", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Ask for a new one",
  }),

  insecure: hcl`
    resource "aws_iam_user_login_profile" "ada" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      password_length = 20
      user            = "ada"
    }
  `,
  secure: hcl`
    resource "aws_iam_user_login_profile" "ada" {
      password_length         = 20
      password_reset_required = true
      user                    = "ada"
    }
  `,
});
