import { resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-password-never-expires",
  title: "Password is valid for more than 90 days",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A password that leaked unnoticed stays good.",
  controls: { "security-hub": ["IAM.17"] },
  aliases: {
    checkov: ["CKV_AWS_9"],
    trivy: ["AVD-AWS-0062"],
    tfsec: ["aws-iam-set-max-password-age"],
    kics: ["ce60d060-efb8-4bfd-9cf7-ff8945d00d90"],
  },
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  ],

  on: resources("aws_iam_account_password_policy"),
  check: setting(
    "max_password_age",
    {
      text: "from 1 to 90",
      write: 90,
      // 0 stands for never
      meets: (days) => Number(days) >= 1 && Number(days) <= 90,
    },
    { title: "Let passwords expire after 90 days", impact: "disruption" },
  ),

  insecure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      max_password_age = 365
                         #^^
    }
  `,
  secure: hcl`
    resource "aws_iam_account_password_policy" "people" {
      max_password_age = 90
    }
  `,
});
