import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { closed, openingOf, problem } from "../shapes/escalation/fixes.ts";
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
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html"],

  on: opening("token"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield problem(paths, () => closed(opened, module));
  },

  insecure: hcl`
    data "aws_iam_policy_document" "people" {
      statement {
        actions   = ["sts:GetSessionToken"]
                     #^^^^^^^^^^^^^^^^^^^^
        resources = ["*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "people" {
      statement {
        actions   = ["sts:GetSessionToken"]
        resources = ["*"]

        condition {
          test     = "Bool"
          variable = "aws:MultiFactorAuthPresent"
          values   = ["true"]
        }
      }
    }
  `,
});
