import { resources } from "../../kit/checks.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-user-for-people",
  title: "Access is given to an IAM user instead of a role",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A user's credentials last until somebody revokes them; those of a role last for hours.",
  controls: { "nist-800-53-r5": ["AC-2(1)"] },
  aliases: { checkov: ["CKV_AWS_273"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  noFix: "Which role, and who may assume it, is for its author to say.",

  on: resources("aws_iam_user"),
  *check(user): Iterable<Problem> {
    yield { at: user.header };
  },

  insecure: hcl`
    resource "aws_iam_user" "ann" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "ann"
    }
  `,
  secure: hcl`
    resource "aws_iam_group" "developers" {
      name = "developers"
    }
  `,
});
