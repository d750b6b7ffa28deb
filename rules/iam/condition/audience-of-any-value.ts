import { allows } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { roleNamed } from "../shapes/names.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-audience-of-any-value",
  title: "A token that is made out to others too is let in",
  severity: "high",
  profileDependsOn:
    "whether the issuer is one that all accounts share: of one that is set up in the account, STS checks the audience itself",
  ...analyzer("FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", "CONFIRM_AUDIENCE_CLAIM_TYPE"),
  why: "A token that is made out to somebody else besides is let in.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { operator, key, condition, statement } = test;
    if (!operator.qualifier || !/:aud$/i.test(key) || !allows(statement)) return;
    const to = spelled(undefined, operator.base, operator.ifExists);
    yield {
      at: condition.operator.at,
      ...(!isShared(key) && { profile: "all" }),
      message: `A token that is made out to others too can assume ${roleNamed(statement.policy)}`,
      fixes: () => fix(`Write \`${to}\``, withOperator(test, to)),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "ForAnyValue:StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
    //      ^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
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
          "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
          }
        }
      ]
    }
  `,
});

/** Whether a key is of an issuer that needs no provider in the account, and so no list of audiences that it is made for. */
const isShared = (key: string): boolean =>
  /^(?:cognito-identity\.amazonaws\.com|accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com):/i.test(key);
