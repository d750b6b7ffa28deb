import type { Value } from "../../../language/model/value.ts";
import { addCondition, type Edits } from "../../../language/policy/edits.ts";
import { type Condition, type Statement, textOf } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { keyOf } from "../shapes/closing.ts";
import { issuerOf } from "../shapes/openings.ts";
import { assuming } from "../shapes/telling.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated, operator } from "../shapes/validation/operators.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-oidc-without-condition",
  title: "Anyone whom an identity provider knows can assume the role",
  severity: "high",
  severityDependsOn: "what the role may do",
  ...analyzer("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"),
  why: "Anyone with an account at the provider can take the role.",
  file: "policy.json",

  on: allowing("trust"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (statement.open || statement.conditions?.open) return;
    const asked = statement.conditions?.values.filter(asks) ?? [];
    const keys = asked.map(({ key }) => textOf(key));
    if (keys.includes(undefined)) return;
    for (const { type, text, value } of identifiersOf(statement)) {
      const [, issuer] =
        /^(?:arn:[\w-]+:iam::\d{12}:oidc-provider\/)?((?:[\w-]+\.)+[a-z]{2,}(?:\/.*)?)$/i.exec(text) ?? [];
      // of those that are known more is asked
      if (type !== "Federated" || issuer === undefined || issuerOf(value, statement, module)) continue;
      if (keys.some((key) => key?.toLowerCase().startsWith(`${issuer.toLowerCase()}:`))) continue;
      yield {
        at: value.at,
        ...assuming(`Anyone with a token of \`${issuer}\``, "internet", statement),
        fixes: () => fix("Ask for the audience", audience(statement, value, issuer)),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/id.acme.com" },
    //                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          "Action": "sts:AssumeRoleWithWebIdentity"
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
          "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/id.acme.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringEquals": {
              "id.acme.com:aud": "sts.amazonaws.com"
            }
          }
        }
      ]
    }
  `,
});

/** Whether a condition takes some values of its key, and not all but some, or any. */
function asks({ operator: written, values }: Condition): boolean {
  const test = operator(textOf(written) ?? "");
  if (!test) return true;
  if (isNegated(test) || test.base === "Null" || test.qualifier === "ForAllValues") return false;
  return values.open || !values.values.some((value) => /^\*+$/.test(textOf(value) ?? ""));
}

/** The condition that tells tokens for this account from others. */
function audience(statement: Statement, provider: Value, issuer: string): Edits {
  const key = keyOf(statement, provider, issuer, "aud");
  const values = [stop("sts.amazonaws.com")];
  return key === undefined ? undefined : addCondition(statement, { operator: "StringEquals", key, values });
}
