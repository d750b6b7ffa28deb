import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { renamed } from "../shapes/validation/tests.ts";

const types = ["AWS", "Service", "Federated", "CanonicalUser"];

/** A principal that is no object has a rule of its own. */
const isText = ({ form }: Statement): boolean =>
  form.kind === "object" && form.mapping.entries.get("Principal")?.value.state !== "mapping";

export default rule({
  id: "aws-iam-principal-type-unknown",
  title: "Principal is of a type that does not exist",
  severity: "medium",
  ...analyzer("INVALID_PRINCIPAL_KEY"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const principals of [statement.principals, statement.notPrincipals])
      for (const { type } of principals?.values ?? []) {
        const text = textOf(type);
        const isBare = type.at.start !== principals?.at.start && text === "*" && statement.form.kind === "object";
        if (text === undefined || types.includes(text) || isText(statement) || (text === "*" && !isBare)) continue;
        const nearest = surelyMeant(text, types);
        yield {
          at: type.at,
          message: `AWS refuses this policy: there is no principal of type \`${text}\``,
          fixes: () =>
            nearest === undefined ? [] : fix(`Write \`${nearest}\``, renamed(statement, type, nearest), "update"),
        };
      }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Services": "ec2.amazonaws.com" },
    //                   ^^^^^^^^^^
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
