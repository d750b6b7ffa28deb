import type { Statement } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { withoutEmpty } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-principal-empty",
  title: "Statement is about nobody",
  severity: "low",
  profile: "all",
  ...analyzer("EMPTY_ARRAY_PRINCIPAL", "EMPTY_OBJECT_PRINCIPAL"),
  why: "The statement does nothing, which its author can hardly have meant.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const principals of [statement.principals, statement.notPrincipals]) {
      if (!principals || principals.open) continue;
      if (principals.values.length === 0)
        yield { at: principals.at, tag: "unnecessary", fixes: () => withoutEmpty(statement, principals.at) };
      for (const { identifiers } of principals.values)
        if (identifiers.values.length === 0 && !identifiers.open)
          yield {
            at: identifiers.at,
            tag: "unnecessary",
            fixes: () => (principals.values.length === 1 ? withoutEmpty(statement, identifiers.at) : []),
          };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "ec2.amazonaws.com" },
          "Action": "sts:AssumeRole"
        },
        {
          "Effect": "Allow",
          "Principal": { "AWS": [] },
    //                          ^^
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
          "Principal": { "Service": "ec2.amazonaws.com" },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  `,
});
