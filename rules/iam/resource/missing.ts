import { setElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf } from "../shapes/validation/objects.ts";

/** Half of a trust policy looks like this. */
const isAssuming = ({ actions }: Statement): boolean =>
  actions?.values.some((value) => /^sts:AssumeRole/i.test(textOf(value) ?? "")) ?? false;

export default rule({
  id: "aws-iam-resource-missing",
  title: "Statement names no resource",
  severity: "medium",
  ...analyzer("MISSING_RESOURCE"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { resources, notResources, open, policy } = statement;
    if (resources || notResources || open || !/^(?:identity|boundary|session|scp|rcp)$/.test(policy.kind)) return;
    if (statement.principals || statement.notPrincipals || policy.statements.some(isAssuming)) return;
    yield {
      at: headOf(statement),
      message: "AWS refuses this policy: a statement names no resource",
      fixes: () =>
        fix("Add a resource", setElement(statement, "Resource", [stop("arn:aws:s3:::my-app-bucket/*")]), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
    //    ^^^^^^^^^^^^^^^^^
          "Action": "s3:GetObject"
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
          "Action": "s3:GetObject",
          "Resource": ["arn:aws:s3:::my-app-bucket/*"]
        }
      ]
    }
  `,
});
