import { setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-effect-missing",
  title: "Statement does not say whether it allows or denies",
  severity: "medium",
  ...analyzer("MISSING_EFFECT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.effect.state !== "absent" || statement.open) return;
    const write = (effect: string) => fix(`Add \`${effect}\``, setElement(statement, "Effect", effect));
    yield {
      at: headOf(statement),
      message: "AWS refuses this policy: a statement has no `Effect`",
      fixes: () => [...write("Allow"), ...write("Deny")],
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Action": "s3:GetObject",
    //    ^^^^^^^^
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
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Effect": "Allow"
        }
      ]
    }
  `,
});
