import { renameElement, setElement } from "../../language/policy/edits.ts";
import { statements } from "../../language/policy/policies.ts";
import type { Statement } from "../../language/policy/policy.ts";
import { stop } from "../../language/policy/words.ts";
import { json, type Problem, rule } from "../kit/rule.ts";
import { all, cure } from "./grants.ts";
import { analyzer } from "./validation/analyzer.ts";

export default rule({
  id: "aws-iam-trust-not-principal",
  title: "Trust policy names who may not assume the role",
  severity: "high",
  ...analyzer("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, notPrincipals, principals, form } = statement;
    if (policy.kind !== "trust" || !notPrincipals || principals) return;
    yield {
      at: notPrincipals.key,
      fixes: () =>
        form.kind === "block"
          ? []
          : cure(
              "Name who may",
              all(
                renameElement(statement, "NotPrincipal", "Principal"),
                setElement(statement, "NotPrincipal", {
                  object: { AWS: [stop("arn:aws:iam::123456789012:role/app")] },
                }),
              ),
            ),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "NotPrincipal": { "AWS": "arn:aws:iam::123456789012:role/old" },
    //    ^^^^^^^^^^^^^^
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
