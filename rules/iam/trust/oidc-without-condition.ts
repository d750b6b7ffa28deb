import type { Value } from "../../../language/model/value.ts";
import { addCondition, type Edits } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { concat, expression, stop } from "../../../language/write/source.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { assuming } from "../shapes/telling.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
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
  *check(statement: Statement): Iterable<Problem> {
    if (statement.open || statement.conditions?.open) return;
    const keys = statement.conditions?.values.map(({ key }) => textOf(key)) ?? [];
    if (keys.includes(undefined)) return;
    for (const { type, text, value } of identifiersOf(statement)) {
      const [, issuer] =
        /^(?:arn:[\w-]+:iam::\d{12}:oidc-provider\/)?((?:[\w-]+\.)+[a-z]{2,}(?:\/.*)?)$/i.exec(text) ?? [];
      // GitHub's has a rule of its own
      if (type !== "Federated" || issuer === undefined || issuer.startsWith("token.actions.githubusercontent.com"))
        continue;
      if (keys.some((key) => key?.toLowerCase().startsWith(`${issuer.toLowerCase()}:`))) continue;
      yield {
        at: value.at,
        ...assuming(`Anyone with a token of \`${issuer}\``, "internet", statement),
        fixes: () => fix(...asked(statement, value, issuer)),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "accounts.google.com" },
    //                                ^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "Federated": "accounts.google.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringEquals": {
              "accounts.google.com:aud": "sts.amazonaws.com"
            }
          }
        }
      ]
    }
  `,
});

/** The condition that tells the callers apart: every token of a cluster's pods is for the same audience. */
function asked(statement: Statement, provider: Value, issuer: string): readonly [title: string, edits: Edits] {
  const ofCluster = /^oidc\.eks\./i.test(issuer);
  const [title, claim, sample] = ofCluster
    ? ["Ask for the service account", "sub", "system:serviceaccount:default:app"]
    : ["Ask for the audience", "aud", "sts.amazonaws.com"];
  const { text, notation } = statement.policy;
  const written = text.slice(provider.at.start, provider.at.end);
  const isHandedIn =
    notation === "document" &&
    /^(?:var|local)\.[\w.-]+$/.test(written) &&
    /:oidc-provider\//.test(textOf(provider) ?? "");
  const key = isHandedIn
    ? concat(expression(`split("oidc-provider/", ${written})[1]`), `:${claim}`)
    : `${issuer}:${claim}`;
  const test = { operator: "StringEquals", key, values: [stop(sample)] };
  return [title, addCondition(statement, test)];
}
