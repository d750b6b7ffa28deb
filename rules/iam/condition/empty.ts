import { removeElement, removeMember } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-condition-empty",
  title: "Condition tests nothing",
  severity: "low",
  profile: "all",
  ...analyzer("EMPTY_OBJECT_CONDITION"),
  why: "It reads as if something stood in the way, and nothing does.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { conditions, form } = statement;
    if (!conditions || conditions.open || form.kind === "block") return;
    const value = form.mapping.entries.get("Condition")?.value;
    if (value?.state !== "mapping") return;
    const remove = () => fix("Remove the condition", removeElement(statement, "Condition"), "update");
    if (value.entries.size === 0) yield { at: value.at, tag: "unnecessary", fixes: remove };
    for (const [name, { value: tests }] of value.entries)
      if (tests.state === "mapping" && tests.entries.size === 0 && !tests.open)
        yield {
          at: tests.at,
          tag: "unnecessary",
          fixes:
            value.entries.size === 1
              ? remove
              : () => fix("Remove it", removeMember(statement.policy, value, name), "update"),
        };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {}
    //                 ^^
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
