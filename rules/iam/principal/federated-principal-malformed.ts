import { replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

const isProvider = (text: string): boolean =>
  /^arn:[\w-]+:iam::(?:\d{12}|\*):(?:saml-provider|oidc-provider)\/.+$/.test(text) ||
  /^(?:[\w-]+\.)+[a-z]{2,}$/i.test(text) ||
  /[*$]/.test(text);

export default rule({
  id: "aws-iam-federated-principal-malformed",
  title: "Identity provider is not named as AWS names it",
  severity: "medium",
  ...analyzer("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "trust") return;
    for (const { type, text, value, elements } of identifiersOf(statement)) {
      if (type !== "Federated" || isProvider(text)) continue;
      const meant = text
        .trim()
        .replace(/^https?:\/\//, "")
        .replace(/\/+$/, "");
      yield {
        at: value.at,
        message: `AWS refuses this policy: \`${text}\` is neither a domain nor the ARN of a provider`,
        fixes: () =>
          isProvider(meant)
            ? fix(`Write \`${meant}\``, replaceValue(statement, elements, value, [meant]), "update")
            : [],
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "https://accounts.google.com/" },
    //                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": { "StringEquals": { "accounts.google.com:aud": "app" } }
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
          "Condition": { "StringEquals": { "accounts.google.com:aud": "app" } }
        }
      ]
    }
  `,
});
