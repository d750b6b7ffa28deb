import { replaceValue } from "../../../language/policy/edits.ts";
import { stop } from "../../../language/write/source.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-kms-key-not-an-arn",
  title: "Encryption key is not named by its ARN",
  severity: "medium",
  ...analyzer("INVALID_KMS_KEY_VALUE"),
  why: "Amazon S3 compares the ARN, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, key, texts }: ConditionTest): Iterable<Problem> {
    if (!/^s3:x-amz-server-side-encryption-aws-kms-key-id$/i.test(key) || operator.type === undefined) return;
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index];
      if (text === undefined || /^(?:arn:|[*?]|\$\{)/.test(text)) continue;
      const id = text.replace(/^(?:key\/)/, "");
      yield {
        at: value.at,
        message: `\`${text}\` is not the ARN of a key`,
        fixes: () =>
          fix(
            "Write the ARN",
            replaceValue(statement, condition.values, value, [stop(`arn:aws:kms:eu-west-1:123456789012:key/${id}`)]),
          ),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {
            "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "1234abcd-12ab-34cd-56ef-1234567890ab" }
    //                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {
            "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
          }
        }
      ]
    }
  `,
});
