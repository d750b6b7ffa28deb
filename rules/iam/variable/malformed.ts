import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { holders, mended, variablesIn } from "../shapes/validation/variables.ts";

/** What is wrong between the braces, and what to write instead. */
function faultOf(body: string, closed: boolean): { readonly message: string; readonly by: string } | undefined {
  const [name = "", ...rest] = body.split(",");
  const fallback = rest.join(",").trim();
  if (!closed) {
    const [, known = "", after = ""] = /^([\w:.-]*)([\s\S]*)$/.exec(body) ?? [];
    return { message: "AWS refuses this policy: the variable has no closing brace", by: `\${${known}}${after}` };
  }
  if (body.trim() === "") return { message: "AWS refuses this policy: the variable is empty", by: "" };
  if (/\s/.test(name.trim()) || name !== name.trim())
    return {
      message: "AWS refuses this policy: a variable has no spaces in it",
      by: `\${${name.replaceAll(/\s/g, "")}${rest.length > 0 ? `, ${fallback}` : ""}}`,
    };
  if (rest.length > 0 && !/^'.*'$/.test(fallback))
    return {
      message: "AWS refuses this policy: the default of a variable stands in single quotes",
      by: `\${${name}, '${fallback.replaceAll("'", "")}'}`,
    };
  return undefined;
}

export default rule({
  id: "aws-iam-variable-malformed",
  title: "Policy variable is not written as AWS reads it",
  severity: "medium",
  ...analyzer(
    "MISSING_BRACE_IN_VARIABLE",
    "MISSING_QUOTE_IN_VARIABLE",
    "UNSUPPORTED_SPACE_IN_VARIABLE",
    "EMPTY_VARIABLE",
  ),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const holder of holders(statement)) {
      if (!/^(?:Resource|Condition)$/.test(holder.element)) continue;
      for (const variable of variablesIn(holder.text)) {
        const fault = faultOf(variable.body, variable.closed);
        if (!fault) continue;
        const { message, by } = fault;
        yield {
          at: holder.value.at,
          message,
          fixes: () =>
            fix(by === "" ? "Remove the variable" : `Write \`${by}\``, mended(holder, variable, by), "update"),
        };
      }
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-home/\${aws:username/*"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Resource": "arn:aws:s3:::acme-home/\${aws:username}/*"
        }
      ]
    }
  `,
});
