import { addCondition } from "../../../language/policy/edits.ts";
import { anyTakesIn } from "../../../language/policy/match.ts";
import { pieces, type Statement } from "../../../language/policy/policy.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { roleNamed } from "../shapes/names.ts";
import { identifiers } from "../shapes/principals.ts";

export default rule({
  id: "aws-iam-trust-without-mfa",
  title: "User can assume the role without a second factor",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A stolen access key of the user is enough to take the role.",
  controls: { "nist-800-53-r5": ["IA-2(1)", "IA-2(2)"] },
  aliases: { kics: ["09c35abf-5852-4622-ac7a-b987b331232e"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"],

  on: allowing("trust"),
  *check(statement: Statement): Iterable<Problem> {
    if (!statement.actions || !anyTakesIn(statement.actions.values, "sts:AssumeRole")) return;
    if (isTested(statement, "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge")) return;
    for (const value of identifiers(statement, "AWS")) {
      const isUser =
        pieces(value).some((piece) => piece?.includes(":user/")) ||
        value.refs?.some(({ mode, type }) => mode === "resource" && type === "aws_iam_user");
      if (isUser)
        yield {
          at: value.at,
          message: `A user can assume ${roleNamed(statement.policy)} without a second factor`,
          fixes: () =>
            fix(
              "Ask for a second factor",
              addCondition(statement, { operator: "Bool", key: "aws:MultiFactorAuthPresent", values: ["true"] }),
            ),
        };
    }
  },

  insecure: hcl`
    data "aws_iam_policy_document" "trust" {
      statement {
        actions = ["sts:AssumeRole"]

        principals {
          type        = "AWS"
          identifiers = ["arn:aws:iam::123456789012:user/ann"]
                         #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        }
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "trust" {
      statement {
        actions = ["sts:AssumeRole"]

        principals {
          type        = "AWS"
          identifiers = ["arn:aws:iam::123456789012:user/ann"]
        }

        condition {
          test     = "Bool"
          variable = "aws:MultiFactorAuthPresent"
          values   = ["true"]
        }
      }
    }
  `,
});
