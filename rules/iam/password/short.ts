import type { Resource } from "../../../language/model/resource.ts";
import { atLeast, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

const isLong = setting("minimum_password_length", atLeast(14), { title: "Set `minimum_password_length` to 14" });

export default rule({
  id: "aws-iam-password-short",
  title: "Password can be shorter than 14 characters",
  severity: "medium",
  profileDependsOn: "whether it can be shorter than 8: more is a wish of CIS",
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
  *check(policy: Resource): Iterable<Problem> {
    const length = Number(plain(policy.get("minimum_password_length")));
    for (const problem of isLong(policy)) yield { ...problem, ...(length >= 8 && { profile: "hint" }) };
  },

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
