import { allows } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated, type Qualifier, spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-qualifier-missing",
  title: "Key with several values is compared as if it had one",
  severity: "medium",
  ...analyzer("MISSING_QUALIFIER"),
  why: "The condition then never holds as meant: what is allowed stays forbidden, what is denied stays allowed.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    const { operator, key, condition } = test;
    if (operator.qualifier || operator.type === undefined || !data?.conditionKey(key)?.isMultivalued) return;
    const as = (qualifier: Qualifier) => spelled(qualifier, operator.base, operator.ifExists);
    const write = (qualifier: Qualifier) => fix(`Write \`${as(qualifier)}\``, withOperator(test, as(qualifier)));
    yield {
      at: condition.operator.at,
      message: `A request has several values of \`${key}\`, which are compared as if they were one`,
      // to allow, all values have to be among those named; to deny, one of them is enough
      fixes: () =>
        allows(test.statement) === isNegated(operator)
          ? [...write("ForAnyValue"), ...write("ForAllValues")]
          : [...write("ForAllValues"), ...write("ForAnyValue")],
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "ec2:CreateTags",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:TagKeys": "owner" } }
    //                   ^^^^^^^^^^^^^^
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
          "Action": "ec2:CreateTags",
          "Resource": "*",
          "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": "owner" } }
        }
      ]
    }
  `,
});
