import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { operator, operatorNames, partsOf, spelled } from "../shapes/validation/operators.ts";
import { renamed } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-operator-unknown",
  title: "Condition operator does not exist",
  severity: "medium",
  ...analyzer("INVALID_CONDITION_OPERATOR"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const condition of statement.conditions?.values ?? []) {
      const text = textOf(condition.operator);
      if (text === undefined || operator(text)) continue;
      const { qualifier, name, ifExists } = partsOf(text);
      const nearest = surelyMeant(name, operatorNames);
      const to = nearest && spelled(qualifier, nearest, ifExists);
      yield {
        at: condition.operator.at,
        message: `AWS refuses this policy: there is no operator \`${text}\``,
        fixes: () =>
          to === undefined ? [] : fix(`Write \`${to}\``, renamed(statement, condition.operator, to), "update"),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "StringEqual": { "aws:ResourceAccount": "123456789012" } }
    //                   ^^^^^^^^^^^^^
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
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "StringEquals": { "aws:ResourceAccount": "123456789012" } }
        }
      ]
    }
  `,
});
