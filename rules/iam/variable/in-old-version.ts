import { setVersion } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { holders, variablesIn } from "../shapes/validation/variables.ts";

export default rule({
  id: "aws-iam-variable-in-old-version",
  title: "Policy variable is plain text in this version",
  severity: "medium",
  ...analyzer("VARIABLE_UNSUPPORTED_IN_VERSION"),
  why: "It is taken as it is written, so the statement reaches nothing, or everything but.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { version, open } = statement.policy;
    if (version.state === "absent" ? open : textOf(version) !== "2008-10-17") return;
    for (const { element, text, value } of holders(statement))
      if (/^(?:Resource|Condition)$/.test(element) && variablesIn(text).some(({ body }) => body.includes(":")))
        yield {
          at: value.at,
          fixes: () => fix("Set the version to `2012-10-17`", setVersion(statement.policy, "2012-10-17")),
        };
  },

  insecure: json`
    {
      "Version": "2008-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-home/\${aws:username}/*"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Resource": "arn:aws:s3:::acme-home/\${aws:username}/*"
        }
      ]
    }
  `,
});
