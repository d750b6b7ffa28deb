import { setElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { secretSpans } from "../../aws/secrets/shapes/masking.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-sid-characters",
  title: "Sid has characters that AWS does not take",
  severity: "medium",
  ...analyzer("UNSUPPORTED_SID"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const sid = textOf(statement.sid);
    if (!sid || /^[A-Za-z0-9]*$/.test(sid) || !/^(?:identity|boundary|session|trust)$/.test(statement.policy.kind))
      return;
    const plain = sid.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]|$)/g, (_, letter: string) => letter.toUpperCase());
    yield {
      at: statement.sid.at,
      together: statement.policy.at,
      message: "AWS refuses this policy: a Sid has only letters and digits",
      // A name made of a secret would tell it.
      fixes: () =>
        plain === "" || secretSpans(sid).length > 0
          ? []
          : fix(`Call it \`${plain}\``, setElement(statement, "Sid", plain), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Read logs",
    //           ^^^^^^^^^^^
          "Effect": "Allow",
          "Action": "s3:GetObject",
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
          "Sid": "ReadLogs",
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
