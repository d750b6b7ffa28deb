import type { Statement } from "../../../language/policy/policy.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, isOpen, resourceArns } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";
import { partitions } from "../shapes/validation/services.ts";

export default rule({
  id: "aws-iam-arn-partition-unknown",
  title: "ARN names a partition that does not exist",
  severity: "medium",
  ...analyzer("INVALID_PARTITION"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { item, arn } of resourceArns(statement)) {
      const { partition } = arn;
      if (isOpen(partition) || partitions.includes(partition)) continue;
      const nearest = partition === "" ? "aws" : surelyMeant(partition.toLowerCase(), partitions);
      yield {
        at: item.value.at,
        message: partition === "" ? "The ARN names no partition" : `There is no partition \`${partition}\``,
        fixes: () =>
          nearest === undefined
            ? []
            : fix(`Write \`${nearest}\``, rewritten(item, arnText({ ...arn, partition: nearest })), "update"),
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
          "Resource": "arn:awss:s3:::acme-logs/*"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
