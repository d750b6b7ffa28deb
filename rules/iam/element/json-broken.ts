import { policies } from "../../../language/policy/policies.ts";
import type { Policy } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-json-broken",
  title: "Policy is not valid JSON",
  severity: "medium",
  ...analyzer("JSON_SYNTAX_ERROR"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  noFix: "What is meant to stand there is for the author to say.",
  file: "policy.json",

  on: policies,
  *check(policy: Policy, module): Iterable<Problem> {
    const file = policy.notation === "json" ? module.file(policy.at.uri) : undefined;
    const [chunk] = file?.chunks ?? [];
    const [first] = chunk?.tree.errors ?? [];
    if (!chunk || !first) return;
    const at = { uri: policy.at.uri, start: chunk.start + first.start, end: chunk.start + first.end };
    yield { at, message: `AWS refuses this policy, which is not valid JSON: ${first.message}` };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": s3:GetObject,
    //              ^^
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
