import { stop } from "../../language/policy/words.ts";
import { hcl, type Problem, rule } from "../kit/rule.ts";
import { conditioned, openingOf, problem, scoped, withdrawn } from "./escalation/cures.ts";
import { opening, type Path } from "./escalation/paths.ts";

export default rule({
  id: "aws-iam-pass-role-unscoped",
  title: "Policy lets any role be passed to a service",
  severity: "high",
  responsibility: "customer",
  why: "Passing a stronger role to a function or an instance of one's own makes its permissions one's own.",
  controls: { "nist-800-53-r5": ["AC-6"] },
  aliases: [
    "AVD-AWS-0342",
    "e39bee8c-fe54-4a3f-824d-e5e2d1cca40a",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    "CKV_AWS_110",
    "CKV_AWS_286",
  ],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],

  on: (module) => opening(module, "pass-role").values(),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield problem(paths, () => [
      ...scoped(opened, module),
      ...conditioned(opened, "Allow passing roles to one service only", {
        operator: "StringEquals",
        key: "iam:PassedToService",
        values: [[stop("lambda.amazonaws.com")]],
      }),
      ...withdrawn(opened),
    ]);
  },

  insecure: hcl`
    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["iam:PassRole", "ec2:RunInstances"]
                     #^^^^^^^^^^^^^
        resources = ["*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["ec2:RunInstances"]
        resources = ["*"]
      }

      statement {
        actions   = ["iam:PassRole"]
        resources = ["arn:aws:iam::123456789012:role/app"]
      }
    }
  `,
});
