import { allows } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { guarded } from "../shapes/names.ts";
import { heldToAccount } from "../shapes/principals.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

/** What holds the caller to accounts of one's own as well as `kms:CallerAccount` does. */
const callers = [
  "kms:CallerAccount",
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:PrincipalArn",
  // a request without it is let in by no condition on it
  "aws:SourceAccount",
];

export default rule({
  id: "aws-iam-kms-via-service-unpaired",
  title: "Anyone with an AWS account can use the key through a service",
  severity: "high",
  ...analyzer("MISSING_PAIRED_CONDITION_KEYS"),
  why: "Other accounts use the same service, and through it the key.",
  file: "policy.json",

  on: tests,
  *check({ statement, key, condition }: ConditionTest, module): Iterable<Problem> {
    if (key.toLowerCase() !== "kms:viaservice" || !allows(statement) || statement.policy.kind !== "resource") return;
    const open = [...identifiersOf(statement)].some(
      ({ text, type }) => text === "*" && (type === "AWS" || type === "*"),
    );
    if (!open || isTested(statement, ...callers)) return;
    yield {
      at: condition.key.at,
      message: `Anyone with an AWS account can use ${guarded(statement)} through a service`,
      fixes: () => fix("Ask for this account", heldToAccount(statement, module)),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "*" },
          "Action": "kms:Decrypt",
          "Resource": "*",
          "Condition": {
            "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" }
    //                        ^^^^^^^^^^^^^^^^
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
          "Principal": { "AWS": "*" },
          "Action": "kms:Decrypt",
          "Resource": "*",
          "Condition": {
            "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:CallerAccount": "123456789012" }
          }
        }
      ]
    }
  `,
});
