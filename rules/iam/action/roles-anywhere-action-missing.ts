import { setElement } from "../../../language/policy/edits.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { allows, type Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { roleNamed } from "../shapes/names.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

const needed: readonly string[] = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

export default rule({
  id: "aws-iam-roles-anywhere-action-missing",
  title: "Nobody can assume the role through IAM Roles Anywhere",
  severity: "medium",
  ...analyzer("MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY"),
  why: "Nobody can assume the role.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, actions } = statement;
    if (policy.kind !== "trust" || !allows(statement) || !actions || actions.open) return;
    const service = [...identifiersOf(statement)].find(({ text }) => text === "rolesanywhere.amazonaws.com");
    const missing = needed.filter((action) => !actions.values.some((value) => takesIn(value, action) !== false));
    if (!service || missing.length === 0) return;
    yield {
      at: actions.at,
      message: `Nobody can assume ${roleNamed(statement.policy)} through IAM Roles Anywhere without ${missing.map((action) => `\`${action}\``).join(" and ")}`,
      fixes: () => fix("Allow what it needs", setElement(statement, "Action", needed), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "rolesanywhere.amazonaws.com" },
          "Action": "sts:AssumeRole",
    //              ^^^^^^^^^^^^^^^^
          "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a1b2" } }
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "rolesanywhere.amazonaws.com" },
          "Action": [
            "sts:AssumeRole",
            "sts:SetSourceIdentity",
            "sts:TagSession"
          ],
          "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a1b2" } }
        }
      ]
    }
  `,
});
