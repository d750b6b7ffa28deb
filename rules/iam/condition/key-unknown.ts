import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests, withKey } from "../shapes/validation/tests.ts";

/** Keys that AWS takes and does not document, and those that have a rule of their own. */
const unlisted: ReadonlySet<string> = new Set(["aws:principalorgmasteraccountid", "aws:arn"]);

export default rule({
  id: "aws-iam-condition-key-unknown",
  title: "Condition key does not exist",
  severity: "medium",
  ...analyzer("INVALID_SERVICE_CONDITION_KEY", "INVALID_GLOBAL_CONDITION_KEY"),
  why: "No request ever has such a key, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    const { key, condition } = test;
    const service = key.slice(0, Math.max(0, key.indexOf(":"))).toLowerCase();
    if (!data || (service !== "aws" && data.serviceName(service) === undefined)) return;
    if (data.conditionKey(key) || unlisted.has(key.toLowerCase()) || /\/$/.test(key)) return;
    const names = data.conditionKeysOf(service).map(({ name }) => name);
    const nearest = surelyMeant(
      key,
      names.filter((name) => !/[$<]/.test(name) && name.toLowerCase().startsWith(`${service}:`)),
    );
    yield {
      at: condition.key.at,
      message: `Condition key \`${key}\` does not exist`,
      fixes: () => (nearest === undefined ? [] : fix(`Write \`${nearest}\``, withKey(test, nearest), "update")),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs",
          "Condition": { "StringLike": { "s3:prefx": "2026/*" } }
    //                                   ^^^^^^^^^^
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
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::acme-logs",
          "Condition": { "StringLike": { "s3:prefix": "2026/*" } }
        }
      ]
    }
  `,
});
