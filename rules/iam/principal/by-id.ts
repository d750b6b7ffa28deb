import { replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-principal-by-id",
  title: "Principal is a role or user that is gone",
  severity: "medium",
  ...analyzer("INVALID_ROLE_REFERENCE", "INVALID_USER_REFERENCE"),
  why: "AWS writes such identifiers in place of names that were deleted: a new one of the same name is not let in.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { type, text, value, elements } of identifiersOf(statement)) {
      const [, letters] = /^(AROA|AIDA)[A-Z0-9]{12,}/.exec(text) ?? [];
      if (type !== "AWS" || letters === undefined) continue;
      const kind = letters === "AROA" ? "role" : "user";
      yield {
        at: value.at,
        message: `\`${text}\` is a ${kind} that was deleted`,
        fixes: () =>
          fix(
            `Name the ${kind}`,
            replaceValue(statement, elements, value, [stop(`arn:aws:iam::123456789012:${kind}/app`)]),
          ),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "AROAEXAMPLEROLEID12345" },
    //                          ^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "AWS": "arn:aws:iam::123456789012:role/app" },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  `,
});
