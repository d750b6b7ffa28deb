import { replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-principal-wildcard",
  title: "Principal is named with a wildcard",
  severity: "medium",
  ...analyzer("UNSUPPORTED_WILDCARD_IN_PRINCIPAL"),
  why: "AWS takes no wildcards in the name of a principal, and refuses the policy.",
  file: "policy.json",
  uncovers: ["aws-iam-trust-cross-account", "aws-iam-placeholder-left"],

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { type, text, value, elements } of identifiersOf(statement)) {
      if (
        !/[*?]/.test(text) ||
        type === "*" ||
        (type === "AWS" && (text === "*" || /^arn:[^:]*:(?:iam|sts)::\*/.test(text)))
      )
        continue;
      const [, account] = /^(arn:[\w-]+:iam::\d{12}:)/.exec(text) ?? [];
      yield {
        at: value.at,
        message: `AWS refuses this policy: principal \`${text}\` has a wildcard`,
        fixes: () =>
          account === undefined
            ? []
            : fix("Name the account", replaceValue(statement, elements, value, [`${account}root`])),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:role/*" },
    //                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  `,
});
