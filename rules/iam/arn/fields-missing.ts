import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arn } from "../shapes/validation/arns.ts";
import { resourcesIn, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-fields-missing",
  title: "ARN has too few fields",
  severity: "medium",
  ...analyzer("MISSING_ARN_FIELD"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const item of resourcesIn(statement)) {
      const { text } = item;
      if (!text.startsWith("arn:") || arn(text) || /[*?]$/.test(text) || text.includes("${")) continue;
      const [, partition, service, ...rest] = text.split(":");
      const meant = service === "s3" && rest.length > 0 ? `arn:${partition}:s3:::${rest.at(-1)}` : text;
      yield {
        at: item.value.at,
        message: "AWS refuses this policy: an ARN is `arn:partition:service:region:account:resource`",
        fixes: () => (meant === text ? [] : fix(`Write \`${meant}\``, rewritten(item, meant), "update")),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:acme-logs"
    //                ^^^^^^^^^^^^^^^^^^^^^^
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
          "Resource": "arn:aws:s3:::acme-logs"
        }
      ]
    }
  `,
});
