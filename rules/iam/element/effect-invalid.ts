import { setElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-effect-invalid",
  title: "Effect is neither Allow nor Deny",
  severity: "medium",
  ...analyzer("INVALID_EFFECT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const text = textOf(statement.effect);
    if (text === undefined || text === "Allow" || text === "Deny") return;
    const meant = /^d/i.test(text) ? "Deny" : "Allow";
    const write = (effect: string) => fix(`Write \`${effect}\``, setElement(statement, "Effect", effect), "update");
    yield {
      at: statement.effect.at,
      message: `AWS refuses this policy: \`${text}\` is neither \`Allow\` nor \`Deny\``,
      fixes: () => [...write(meant), ...write(meant === "Deny" ? "Allow" : "Deny")],
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "allow",
    //              ^^^^^^^
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
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
