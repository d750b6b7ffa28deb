import { oneOrList, setElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-principal-malformed",
  title: "Principal is not named by its kind",
  severity: "medium",
  ...analyzer("INVALID_PRINCIPAL_FORMAT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",
  uncovers: ["aws-iam-trust-cross-account", "aws-iam-placeholder-left"],

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.form.kind === "block") return;
    for (const name of ["Principal", "NotPrincipal"] as const) {
      const value = statement.form.mapping.entries.get(name)?.value;
      const texts = value?.state === "list" ? value.items.map(textOf) : [value && textOf(value)];
      if (!value || (value.state !== "known" && value.state !== "list") || texts[0] === "*") continue;
      yield {
        at: value.at,
        message: `AWS refuses this policy: a principal is named by its kind, as in \`{ "AWS": … }\``,
        fixes: () => {
          const known = texts.flatMap((text) => text ?? []);
          const [first = ""] = known;
          if (known.length < texts.length || known.length === 0) return [];
          const type = /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(first) ? "Service" : "AWS";
          return fix(`Write it under \`${type}\``, setElement(statement, name, { [type]: oneOrList(known) }), "update");
        },
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": "arn:aws:iam::123456789012:root",
    //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
