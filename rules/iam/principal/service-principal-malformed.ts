import { type Edits, replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import type { Place } from "../../../language/syntax/text.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { ends, principalMeant } from "../shapes/service-principals.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { takesWildcards } from "../shapes/validation/operators.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";
import { testsOf } from "../shapes/validation/tests.ts";

const suffixes = [...ends, "amazon.com"].map((end) => `.${end}`);

/** Lower case, and the end that AWS gives; only a service itself makes calls for others, not a part of one. */
function isWellFormed(text: string, chained: boolean): boolean {
  if (text.includes("${")) return true;
  const suffix = suffixes.find((each) => text.endsWith(each));
  if (suffix === undefined) return false;
  return (chained ? /^[a-z0-9-]+$/ : /^[a-z0-9.-]+$/).test(text.slice(0, -suffix.length));
}

/** What is meant by a name that no service has, as far as that is sure: in lower case, with its end, and with the one letter right. */
function meantBy(text: string, chained: boolean): string | undefined {
  const tidy = text.trim().toLowerCase();
  return principalMeant(tidy) ?? (isWellFormed(tidy, chained) ? tidy : undefined);
}

const isMisnamed = (text: string, chained: boolean): boolean =>
  !isWellFormed(text, chained) || principalMeant(text) !== undefined;

const problem = (at: Place, text: string, meant: string | undefined, write: (name: string) => Edits): Problem => ({
  at,
  message: `\`${text}\` is not the name of a service, so that nobody is let in`,
  fixes: () => (meant === undefined ? [] : fix(`Write \`${meant}\``, write(meant), "update")),
});

export default rule({
  id: "aws-iam-service-principal-malformed",
  title: "Service principal is not written as AWS writes it",
  severity: "medium",
  ...analyzer("INVALID_SERVICE_PRINCIPAL_FORMAT"),
  why: "No service has that name, so the condition never holds and nobody is let in.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { key, texts, condition, operator } of testsOf(statement)) {
      const chained = /^aws:CalledVia$/i.test(key);
      if (
        !(chained || /^(?:aws:(?:CalledViaFirst|CalledViaLast|PrincipalServiceName)|iam:PassedToService)$/i.test(key))
      )
        continue;
      if (takesWildcards(operator)) continue;
      for (const [index, value] of condition.values.values.entries()) {
        const text = texts[index];
        if (text !== undefined && isMisnamed(text, chained))
          yield problem(value.at, text, meantBy(text, chained), (name) =>
            replaceValue(statement, condition.values, value, [name]),
          );
      }
    }
    for (const { elements, value, text, type } of identifiersOf(statement))
      if (type === "Service" && text !== "*" && isMisnamed(text, false))
        yield problem(value.at, text, meantBy(text, false), (name) => replaceValue(statement, elements, value, [name]));
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "Lambda.amazonaws.com" },
    //                              ^^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "Service": "lambda.amazonaws.com" },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  `,
});
