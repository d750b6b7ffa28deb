import { removeMember } from "../../../language/policy/edits.ts";
import { policies } from "../../../language/policy/policies.ts";
import type { Policy } from "../../../language/policy/policy.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { objectsOf, renamedAt } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-element-unknown",
  title: "Policy has an element that does not exist",
  severity: "medium",
  ...analyzer("INVALID_POLICY_ELEMENT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    for (const { mapping, names } of objectsOf(policy))
      for (const [name, { key }] of mapping.entries) {
        if (names.includes(name)) continue;
        const nearest = surelyMeant(name, names);
        yield {
          at: key,
          message: `AWS refuses this policy: a policy has no element \`${name}\``,
          fixes: () =>
            nearest !== undefined && !mapping.entries.has(nearest)
              ? fix(`Write \`${nearest}\``, renamedAt(policy, key, nearest), "update")
              : // what is left out may be what held the statement down
                fix("Remove it", removeMember(policy, mapping, name)),
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
          "Resources": "arn:aws:s3:::acme-logs/*"
    //    ^^^^^^^^^^^
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
