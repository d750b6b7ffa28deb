import { renameElement, setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { all, allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { whoHolds } from "../shapes/names.ts";

export default rule({
  id: "aws-iam-not-action-allowed",
  title: "Every action is allowed but those listed",
  severity: "high",
  profileDependsOn:
    "whether it is the policy of one resource, where it takes in no more than the actions of its service",
  responsibility: "customer",
  why: "It takes in every service that is not listed, also those that AWS adds tomorrow.",
  controls: { "security-hub": ["IAM.21"] },
  aliases: { kics: ["5ea624e4-c8b1-4bb3-87a4-4235a776adcc"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"],

  on: allowing("identity", "resource", "trust"),
  *check(statement: Statement): Iterable<Problem> {
    const { notActions } = statement;
    if (!notActions) return;
    yield {
      at: notActions.key,
      ...(statement.policy.kind === "resource" && { profile: "all" }),
      message:
        statement.policy.kind === "identity"
          ? `${whoHolds(statement.policy)} can use every action but those listed`
          : "Policy allows every action but those listed",
      fixes: () =>
        fix(
          "List the actions that are allowed instead",
          all(
            renameElement(statement, "NotAction", "Action"),
            setElement(statement, "NotAction", [stop("s3:GetObject")]),
          ),
        ),
    };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "power" {
      statement {
        not_actions = ["iam:*", "organizations:*"]
        #^^^^^^^^^^
        resources   = ["arn:aws:s3:::acme-data/*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "power" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["arn:aws:s3:::acme-data/*"]
      }
    }
  `,
});
