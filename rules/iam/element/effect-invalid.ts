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
  profileDependsOn:
    "whether more than the case of its letters is another: `allow` is not what AWS documents, but roles have been made with it",
  ...analyzer("INVALID_EFFECT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const text = textOf(statement.effect);
    if (text === undefined || text === "Allow" || text === "Deny") return;
    const meant = /^d/i.test(text) ? "Deny" : "Allow";
    const write = (effect: string) => fix(`Write \`${effect}\``, setElement(statement, "Effect", effect), "update");
    const isCaseOnly = text.toLowerCase() === meant.toLowerCase();
    yield {
      at: statement.effect.at,
      ...(isCaseOnly && { profile: "all" }),
      message: isCaseOnly
        ? `\`${text}\` is not \`${meant}\`: AWS documents the case of the letters as fixed`
        : `AWS refuses this policy: \`${text}\` is neither \`Allow\` nor \`Deny\``,
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
