import type { Statement } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { holders, variablesIn } from "../shapes/validation/variables.ts";

export default rule({
  id: "aws-iam-variable-out-of-place",
  title: "Policy variable stands where AWS reads none",
  severity: "medium",
  ...analyzer("VARIABLE_UNSUPPORTED_IN_ELEMENT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",
  noFix: "Which actions are meant is for the author to say.",
  subsumes: ["aws-iam-action-unknown"],
  uncovers: ["aws-iam-action-wildcard", "aws-iam-data-unscoped", "aws-iam-resource-wildcard"],

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const holder of holders(statement)) {
      if (/^(?:Resource|Condition)$/.test(holder.element)) continue;
      for (const variable of variablesIn(holder.text))
        if (/:/.test(variable.body))
          yield {
            at: holder.value.at,
            message: `AWS refuses this policy: \`${holder.element}\` takes no variables`,
          };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:\${aws:PrincipalTag/action}",
    //              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          "Resource": "*"
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
          "Action": "s3:*",
          "Resource": "*"
        }
      ]
    }
  `,
});
