import type { Statement } from "../../../language/policy/policy.ts";
import { matches } from "../../../language/schema/wildcards.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, removed, subsumed } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-action-redundant",
  title: "Another action takes this one in",
  severity: "low",
  profile: "all",
  ...analyzer("REDUNDANT_ACTION"),
  why: "Who takes the one away and overlooks the other has taken nothing away.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { item, wider } of subsumed(actionsIn(statement), matches, (text) => text.toLowerCase()))
      yield {
        at: item.value.at,
        message: `\`${wider.text}\` takes this action in already`,
        related: [{ at: wider.value.at, message: "Takes it in" }],
        tag: "unnecessary",
        fixes: () => fix("Remove the action", removed(item), "update"),
      };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObject*"],
    //               ^^^^^^^^^^^^^^
    //                               ^^^^^^^^^^^^^^^^^
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
          "Action": ["s3:GetObject*"],
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
