import { replaceValue } from "../../../language/policy/edits.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { networkOf } from "../shapes/validation/addresses.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-ip-range-unaligned",
  title: "Address range has bits behind its mask",
  severity: "low",
  profile: "all",
  ...analyzer("IMPROVE_IP_RANGE"),
  why: "AWS ignores them, so the range is not the one that the reader takes it for.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, texts }: ConditionTest): Iterable<Problem> {
    if (operator.type !== "IPAddress") return;
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index] ?? "";
      const network = networkOf(text);
      if (network !== undefined && network !== text)
        yield {
          at: value.at,
          message: `Address range \`${text}\` means \`${network}\``,
          fixes: () =>
            fix(`Write \`${network}\``, replaceValue(statement, condition.values, value, [network]), "update"),
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
          "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/24" } }
    //                                                  ^^^^^^^^^^^^^^^^
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
          "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
        }
      ]
    }
  `,
});
