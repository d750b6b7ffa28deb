import { setVersion } from "../../../language/policy/edits.ts";
import { policies } from "../../../language/policy/policies.ts";
import { type Policy, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-version-invalid",
  title: "Policy names a version that does not exist",
  severity: "medium",
  ...analyzer("INVALID_VERSION"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    const text = textOf(policy.version);
    if (text === undefined || /^20(?:08-10|12-10)-17$/.test(text)) return;
    yield {
      at: policy.version.at,
      message: `AWS refuses this policy: there is no version \`${text}\``,
      fixes: () => fix("Write `2012-10-17`", setVersion(policy, "2012-10-17"), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-7",
    //           ^^^^^^^^^^^
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
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
