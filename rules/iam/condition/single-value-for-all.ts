import { allows, type Statement, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-single-value-for-all",
  title: "Whoever leaves the key out meets ForAllValues",
  severity: "high",
  profileDependsOn: "whether more than listing and describing is allowed by it",
  ...analyzer("FORALLVALUES_WITH_SINGLE_VALUED_KEY"),
  why: "It holds as well where the key is missing, so that whoever leaves it out is let in.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    const { statement, operator, key, condition } = test;
    const found = data?.conditionKey(key);
    if (operator.qualifier !== "ForAllValues" || !allows(statement) || !found || found.isMultivalued) return;
    if (isAlwaysSent(key)) return;
    const to = spelled(undefined, operator.base, operator.ifExists);
    yield {
      at: condition.operator.at,
      ...(isListing(statement) && { profile: "all" }),
      message: `Whoever sends no \`${key}\` meets the condition: \`ForAllValues\` holds of no value`,
      fixes: () => fix(`Write \`${to}\``, withOperator(test, to)),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    //                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
        }
      ]
    }
  `,
});

/** Keys that each request which they are for carries: it has to say them, or AWS knows them itself. */
const isAlwaysSent = (key: string): boolean =>
  /^(?:sns:(?:endpoint|protocol)|aws:(?:currenttime|epochtime|requestedregion|securetransport))$/i.test(key);

/** Whether a statement lets its holder know what there is, and nothing else. */
const isListing = ({ actions }: Statement): boolean =>
  actions?.values.every((action) => /^[\w-]+:(?:Describe|List)/i.test(textOf(action) ?? "")) ?? false;
