import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, resourceArns } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";
import { isService } from "../shapes/validation/services.ts";

export default rule({
  id: "aws-iam-arn-service-case",
  title: "ARN names its service in capital letters",
  severity: "medium",
  ...analyzer("INVALID_ARN_SERVICE_CASE"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const service = arn.service.toLowerCase();
      if (!data || service === arn.service || !isService(data, service)) continue;
      yield {
        at: item.value.at,
        message: `ARN names \`${arn.service}\` in capital letters`,
        fixes: () => fix(`Write \`${service}\``, rewritten(item, arnText({ ...arn, service })), "update"),
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
          "Resource": "arn:aws:S3:::acme-logs/*"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
