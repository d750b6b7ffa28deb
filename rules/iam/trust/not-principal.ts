import { addCondition, renameElement, replaceValue, setElement } from "../../../language/policy/edits.ts";
import { denies, type Statement } from "../../../language/policy/policy.ts";
import { all, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { asCondition, identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-trust-not-principal",
  title: "Trust policy is about everybody but a list of principals",
  severity: "medium",
  ...analyzer("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy, notPrincipals, principals } = statement;
    if (policy.kind !== "trust" || !notPrincipals || principals || !denies(statement)) return;
    const exempt = [...identifiersOf(statement)];
    const [only, ...others] = exempt;
    if (!only || notPrincipals.open) return;
    const condition = asCondition(statement);
    const everybody =
      statement.form.kind === "object"
        ? setElement(statement, "NotPrincipal", { AWS: "*" })
        : others.length === 0
          ? replaceValue(statement, only.elements, only.value, ["*"])
          : undefined;
    yield {
      at: notPrincipals.key,
      message: "AWS refuses this policy: a trust policy denies nobody by `NotPrincipal`",
      fixes: () =>
        condition === undefined
          ? []
          : fix(
              "Leave them out by a condition",
              all(renameElement(statement, "NotPrincipal", "Principal"), everybody, addCondition(statement, condition)),
            ),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "NotPrincipal": { "AWS": "arn:aws:iam::123456789012:role/ops" },
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
          "Effect": "Deny",
          "Principal": { "AWS": "*" },
          "Action": "sts:AssumeRole",
          "Condition": {
            "ArnNotEquals": {
              "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ops"
            }
          }
        }
      ]
    }
  `,
});
