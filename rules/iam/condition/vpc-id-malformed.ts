import { replaceValue } from "../../../language/policy/edits.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-vpc-id-malformed",
  title: "No VPC or endpoint has such an identifier",
  severity: "medium",
  ...analyzer("INVALID_VPC_FORMAT", "INVALID_VPCE_FORMAT"),
  why: "No network has that identifier, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, key, texts }: ConditionTest): Iterable<Problem> {
    const [, kind] = /^aws:Source(Vpce?)$/i.exec(key) ?? [];
    if (!kind || operator.type !== "String") return;
    const prefix = kind.toLowerCase();
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index];
      if (text === undefined || /[*?$]/.test(text) || new RegExp(`^${prefix}-(?:[0-9a-z]{8}|[0-9a-z]{17})$`).test(text))
        continue;
      const meant = text
        .trim()
        .toLowerCase()
        .replace(/^vpce?[-_ ]?/, `${prefix}-`);
      yield {
        at: value.at,
        message: `No ${prefix === "vpc" ? "VPC" : "endpoint"} has the identifier \`${text}\``,
        fixes: () =>
          new RegExp(`^${prefix}-[0-9a-z]{8}(?:[0-9a-z]{9})?$`).test(meant)
            ? fix(`Write \`${meant}\``, replaceValue(statement, condition.values, value, [meant]))
            : [],
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
          "Condition": { "StringEquals": { "aws:SourceVpce": "vpc-0a1b2c3d" } }
    //                                                       ^^^^^^^^^^^^^^
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
          "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d" } }
        }
      ]
    }
  `,
});
