import { setElement } from "../../../language/policy/edits.ts";
import { policies } from "../../../language/policy/policies.ts";
import { type Policy, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

/** The name with the first number that nobody has. */
function unused(sid: string, { statements }: Policy): string {
  const taken = new Set(statements.map((statement) => textOf(statement.sid)));
  let number = 2;
  while (taken.has(`${sid}${number}`)) number++;
  return `${sid}${number}`;
}

export default rule({
  id: "aws-iam-sid-repeated",
  title: "Two statements have the same Sid",
  severity: "medium",
  profileDependsOn: "whether AWS refuses it, as it does in the policies of identities",
  ...analyzer("UNIQUE_SIDS_REQUIRED", "UNIQUE_SIDS_RECOMMENDED"),
  why: "AWS refuses identity policies with it; elsewhere nobody can tell which statement decided.",
  file: "policy.json",

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    // of statements that may not be there, one may stand in for the other
    if (policy.open) return;
    const seen = new Set<string>();
    for (const statement of policy.statements) {
      const sid = textOf(statement.sid);
      if (!sid) continue;
      if (seen.has(sid))
        yield {
          at: statement.sid.at,
          ...(policy.kind !== "identity" && { profile: "all" as const }),
          message: `Two statements have the Sid \`${sid}\``,
          fixes: () => {
            const other = unused(sid, policy);
            return fix(`Call it \`${other}\``, setElement(statement, "Sid", other), "update");
          },
        };
      seen.add(sid);
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Logs",
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        },
        {
          "Sid": "Logs",
    //           ^^^^^^
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs"
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Logs",
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        },
        {
          "Sid": "Logs2",
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs"
        }
      ]
    }
  `,
});
