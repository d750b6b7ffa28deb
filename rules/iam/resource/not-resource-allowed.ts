import { renameElement, setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { all, allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { whoHolds } from "../shapes/names.ts";

export default rule({
  id: "aws-iam-not-resource-allowed",
  title: "Actions are allowed on every resource but those listed",
  severity: "high",
  responsibility: "customer",
  why: "Every resource that is not listed is open, also each one that is created later.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: {},
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html"],

  on: allowing("identity", "resource"),
  *check(statement: Statement): Iterable<Problem> {
    const { notResources } = statement;
    if (!notResources) return;
    const list = [stop("arn:aws:s3:::my-app-bucket/*")];
    yield {
      at: notResources.key,
      message:
        statement.policy.kind === "identity"
          ? `${whoHolds(statement.policy)} can use the actions on every resource but those listed`
          : "Policy allows the actions on every resource but those listed",
      fixes: () =>
        fix(
          "List the resources that are allowed instead",
          all(renameElement(statement, "NotResource", "Resource"), setElement(statement, "NotResource", list)),
        ),
    };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "reports" {
      statement {
        actions       = ["s3:GetObject"]
        not_resources = ["arn:aws:s3:::acme-salaries/*"]
        #^^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "reports" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["arn:aws:s3:::my-app-bucket/*"]
      }
    }
  `,
});
