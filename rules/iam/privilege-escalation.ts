import { hcl, type Problem, rule } from "../kit/rule.ts";
import { conditioned, openingOf, problem, scoped, secondFactor, withdrawn } from "./escalation/cures.ts";
import { opening, type Path } from "./escalation/paths.ts";

export default rule({
  id: "aws-iam-privilege-escalation",
  title: "Policy lets its holder become an administrator",
  severity: "high",
  responsibility: "customer",
  why: "Whoever may change the permissions, the trust or the keys of any identity can give themselves all of the account.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289"],
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  ],

  on: (module) => opening(module, "permissions").values(),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield problem(paths, () => [
      ...scoped(opened, module),
      ...conditioned(opened, "Ask for a second factor", secondFactor),
      ...withdrawn(opened),
    ]);
  },

  insecure: hcl`
    data "aws_iam_policy_document" "support" {
      statement {
        actions   = ["iam:CreateLoginProfile"]
                     #^^^^^^^^^^^^^^^^^^^^^^^
        resources = ["*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "support" {
      statement {
        actions   = ["iam:CreateLoginProfile"]
        resources = ["arn:aws:iam::123456789012:user/app"]
      }
    }
  `,
});
