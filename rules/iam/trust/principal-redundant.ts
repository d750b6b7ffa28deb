import { removeValues } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-trust-principal-redundant",
  title: "Session of a role is let in beside the role",
  severity: "low",
  profile: "all",
  ...analyzer("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY"),
  why: "Who takes the role away and overlooks the session has taken nothing away.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "trust") return;
    const all = [...identifiersOf(statement)].filter(({ isNegated }) => !isNegated);
    for (const { text, value, elements } of all) {
      const [, account, name] = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(text) ?? [];
      if (account === undefined || name === undefined) continue;
      const role = all.find(
        (other) => other.text.includes(`:iam::${account}:role/`) && other.text.split("/").at(-1) === name,
      );
      if (role)
        yield {
          at: value.at,
          message: `\`${role.text}\` lets this session in already`,
          tag: "unnecessary",
          fixes: () => fix("Remove the session", removeValues(statement, elements, [value]), "update"),
        };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": ["arn:aws:iam::123456789012:role/app", "arn:aws:sts::123456789012:assumed-role/app/session"] },
    //                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "AWS": ["arn:aws:iam::123456789012:role/app"] },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  `,
});
