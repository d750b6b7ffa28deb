import { addPrincipal } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-principal-missing",
  title: "Statement names nobody it is about",
  severity: "medium",
  ...analyzer("MISSING_PRINCIPAL"),
  aliases: { accessAnalyzer: ["MISSING_PRINCIPAL"], kics: ["bbe3dd3d-fea9-4b68-a785-cfabe2bbbc54"] },
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",
  uncovers: ["aws-iam-trust-cross-account"],

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { principals, notPrincipals, open, policy } = statement;
    if (principals || notPrincipals || open || !/^(?:resource|trust)$/.test(policy.kind)) return;
    yield {
      at: headOf(statement),
      message: "AWS refuses this policy: a statement names no principal",
      fixes: () =>
        fix("Add a principal", addPrincipal(statement, "AWS", stop("arn:aws:iam::123456789012:root")), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "ec2.amazonaws.com" },
          "Action": "sts:AssumeRole"
        },
        {
          "Effect": "Allow",
    //    ^^^^^^^^^^^^^^^^^
          "Action": "sts:AssumeRole"
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
          "Principal": { "Service": "ec2.amazonaws.com" },
          "Action": "sts:AssumeRole"
        },
        {
          "Effect": "Allow",
          "Action": "sts:AssumeRole",
          "Principal": {
            "AWS": "arn:aws:iam::123456789012:root"
          }
        }
      ]
    }
  `,
});
