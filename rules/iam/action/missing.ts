import { setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-action-missing",
  title: "Statement names no action",
  severity: "medium",
  ...analyzer("MISSING_ACTION"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",
  subsumes: ["aws-iam-principal-missing"],

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { actions, notActions, open } = statement;
    if (actions || notActions || open) return;
    yield {
      at: headOf(statement),
      message: "AWS refuses this policy: a statement names no action",
      fixes: () => fix("Add an action", setElement(statement, "Action", [stop("s3:GetObject")]), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
    //    ^^^^^^^^^^^^^^^^^
          "Resource": "arn:aws:s3:::acme-logs/*"
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
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Action": ["s3:GetObject"]
        }
      ]
    }
  `,
});
