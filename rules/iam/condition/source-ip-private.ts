import { removeValues } from "../../../language/policy/edits.ts";
import { textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { isPrivate } from "../shapes/validation/addresses.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests, withKey } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-source-ip-private",
  title: "Private addresses are asked for where only public ones are seen",
  severity: "medium",
  profileDependsOn: "whether the address is the host's own and stands beside others",
  ...analyzer(
    "PRIVATE_IP_ADDRESS",
    "PRIVATE_NOT_IP_ADDRESS",
    "PRIVATE_IP_ADDRESS_SUBSET",
    "PRIVATE_NOT_IP_ADDRESS_SUBSET",
  ),
  why: "AWS sees the public address of a caller, so the condition lets nobody in, or keeps nobody out.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const { statement, operator, condition, key, texts } = test;
    if (operator.type !== "IPAddress" || key.toLowerCase() !== "aws:sourceip") return;
    const { values } = condition.values;
    const privates = values.filter((_, index) => isPrivate(texts[index] ?? ""));
    const isAll = privates.length === values.length && !condition.values.open;
    for (const value of privates)
      yield {
        at: value.at,
        // this host's own address beside others holds the place of one that each environment sets
        ...(!isAll && /^127\./.test(textOf(value) ?? "") && { profile: "hint" }),
        message: `\`${textOf(value)}\` is private, and \`aws:SourceIp\` is always public`,
        fixes: () => [
          ...(isAll ? fix("Compare `aws:VpcSourceIp`", withKey(test, "aws:VpcSourceIp")) : []),
          ...(isAll
            ? []
            : fix("Remove the private addresses", removeValues(statement, condition.values, privates), "update")),
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
          "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] } }
    //                                                                     ^^^^^^^^^^^^
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
          "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24"] } }
        }
      ]
    }
  `,
});
