import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { factored, openingOf, problem, scoped, scopedByHand, withdrawn } from "../shapes/escalation/fixes.ts";
import { opening, type Path } from "../shapes/escalation/paths.ts";

export default rule({
  id: "aws-iam-token-issued",
  title: "Holder of the policy can have tokens issued",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A token outlives the session that asked for it, and whoever carries it away uses it elsewhere.",
  controls: { "nist-800-53-r5": ["AC-6"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html",
  ],

  on: opening("token"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield problem(paths, () => {
      // nobody needs a permission for it, and a policy cannot keep it from anybody
      if (paths.every(({ first }) => first.action === "sts:GetSessionToken"))
        return withdrawn(opened).map((fix) => ({ ...fix, impact: "update" }));
      return [...scoped(opened, module), ...factored(opened, module), ...scopedByHand(opened, module)];
    });
  },

  insecure: hcl`
    data "aws_iam_policy_document" "people" {
      statement {
        actions   = ["iam:ListMFADevices", "sts:GetSessionToken"]
                                           #^^^^^^^^^^^^^^^^^^^^
        resources = ["*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "people" {
      statement {
        actions   = ["iam:ListMFADevices"]
        resources = ["*"]
      }
    }
  `,
});
