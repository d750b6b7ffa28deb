import { removeValues } from "../../../language/policy/edits.ts";
import { allows } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-condition-boolean-repeated",
  title: "Key is compared with several booleans",
  severity: "medium",
  ...analyzer("INVALID_CONDITION_MULTIPLE_BOOLEAN"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, texts }: ConditionTest): Iterable<Problem> {
    if (!/^(?:Bool|Null)$/.test(operator.base) || operator.qualifier || texts.length < 2) return;
    yield {
      at: condition.values.at,
      message: "AWS refuses this policy: a key is compared with several booleans",
      fixes: () => {
        // to allow, somebody has to show it; what is denied is who does not
        const kept = String(allows(statement) === (operator.base === "Bool"));
        const others = condition.values.values.filter((_, index) => texts[index] !== kept);
        return fix(`Keep \`${kept}\``, removeValues(statement, condition.values, others));
      },
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
          "Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } }
    //                                                    ^^^^^^^^^^^^^^^^^
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
          "Condition": { "Bool": { "aws:SecureTransport": ["true"] } }
        }
      ]
    }
  `,
});
