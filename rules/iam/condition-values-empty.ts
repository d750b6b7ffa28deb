import { addCondition, removeCondition } from "../../language/policy/edits.ts";
import { json, type Problem, rule } from "../kit/rule.ts";
import { all, cure } from "./grants.ts";
import { analyzer } from "./validation/analyzer.ts";
import { type Test, tests } from "./validation/tests.ts";

export default rule({
  id: "aws-iam-condition-values-empty",
  title: "Condition compares with nothing",
  severity: "low",
  profile: "all",
  ...analyzer(
    "EMPTY_ARRAY_CONDITION",
    "EMPTY_ARRAY_CONDITION_FORALLVALUES",
    "EMPTY_ARRAY_CONDITION_FORANYVALUE",
    "EMPTY_ARRAY_CONDITION_IFEXISTS",
  ),
  why: "It never holds, or always does, whatever the key is.",
  file: "policy.json",

  on: tests,
  *check({ statement, condition, operator, key }: Test): Iterable<Problem> {
    if (condition.values.values.length > 0 || condition.values.open) return;
    const passes = operator.qualifier === "ForAllValues" || operator.ifExists;
    const remove = removeCondition(statement, condition);
    const asked = all(remove, addCondition(statement, { operator: "Null", key, values: ["true"] }));
    yield {
      at: condition.values.at,
      message: passes ? "Condition holds only where the key is missing" : "Condition never holds",
      tag: "unnecessary",
      fixes: () => [
        ...(passes ? cure(`Ask whether \`${key}\` is missing`, asked, "update") : []),
        ...cure("Remove the condition", remove, "update"),
      ],
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
          "Condition": {
            "StringEquals": { "aws:ResourceAccount": "123456789012" },
            "StringLike": { "s3:prefix": [] }
    //                                   ^^
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
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {
            "StringEquals": { "aws:ResourceAccount": "123456789012" }
          }
        }
      ]
    }
  `,
});
