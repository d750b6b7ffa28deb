import type { Module } from "../../../language/model/module.ts";
import { renameElement, setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop, type Text } from "../../../language/write/source.ts";
import { all, allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { whoHolds } from "../shapes/names.ts";
import { sampleOf } from "../shapes/service-use.ts";
import { servicesOf } from "../shapes/validation/attachments.ts";
import { serviceNamed } from "../shapes/wildcards.ts";

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
  *check(statement: Statement, module): Iterable<Problem> {
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
            setElement(statement, "NotAction", [instead(statement, module)]),
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

/** What to overtype: an action of the service that the policy is of, or that its ARNs are of; a role is assumed. */
function instead(statement: Statement, { actions: data }: Module): Text {
  if (statement.policy.kind === "trust") return "sts:AssumeRole";
  const service = servicesOf(statement.policy)?.[0] ?? serviceNamed(statement) ?? "s3";
  return stop(sampleOf(service, data));
}
