import { policies } from "../../../language/policy/policies.ts";
import type { Policy } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { mistyped, retyped } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-element-mistyped",
  title: "Element of a policy has the wrong type",
  severity: "medium",
  ...analyzer("DATA_TYPE_MISMATCH"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    for (const { value, wanted, name } of mistyped(policy)) {
      const text = value.state === "known" && wanted !== "an object" ? String(value.value) : undefined;
      yield {
        at: value.at,
        message: `AWS refuses this policy: \`${name}\` is not ${wanted}`,
        fixes: () => (text === undefined ? [] : fix("Write it as text", retyped(policy, value, text), "update")),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": 1,
    //           ^
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
          "Sid": "1",
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
