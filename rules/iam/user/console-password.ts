import { referred, resources } from "../../kit/checks.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { identityNamed } from "../shapes/names.ts";

export default rule({
  id: "aws-iam-user-console-password",
  title: "IAM user signs in to the console with a password of its own",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The password lives on when its owner leaves, and asks for a second factor only where somebody made it so.",
  controls: { "nist-800-53-r5": ["AC-2(1)"] },
  aliases: { checkov: ["CKV2_AWS_22"], kics: ["9ec311bf-dfd9-421f-8498-0b063c8bc552"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  noFix: "People sign in through IAM Identity Center, which is set up outside of this code.",

  on: resources("aws_iam_user_login_profile"),
  *check(profile): Iterable<Problem> {
    const user = referred(profile.get("user"), profile, "aws_iam_user");
    const identity = identityNamed(profile);
    yield {
      at: profile.header,
      ...(identity !== undefined && { message: `User ${identity} signs in to the console with a password of its own` }),
      ...(user && { subject: user }),
    };
  },

  insecure: hcl`
    resource "aws_iam_user_login_profile" "ann" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      user = "ann"
    }
  `,
  secure: hcl`
    resource "aws_iam_user" "ann" {
      name = "ann"
    }
  `,
});
