import { BlockSection, type Section } from "../../../language/model/section.ts";
import type { Value } from "../../../language/model/value.ts";
import { policies } from "../../../language/policy/policies.ts";
import type { Policy } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOfPolicy } from "../shapes/validation/objects.ts";

/** A document of a library is empty until somebody calls it with other documents, or with something to make statements of. */
const takesIn = (document: Section): boolean =>
  document instanceof BlockSection &&
  document.body.items.some((item) =>
    item.kind === "attribute"
      ? /^(?:source|override)_(?:json|policy_documents)$/.test(item.name.text)
      : item.type.text === "dynamic",
  );

const isEmptyList = (value: Value | undefined): boolean =>
  value === undefined || (value.state === "list" && value.items.length === 0 && !value.open);

export default rule({
  id: "aws-iam-statement-missing",
  title: "Policy has no statement",
  severity: "medium",
  ...analyzer("MISSING_STATEMENT"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  noFix: "What the policy is to allow is for its author to say.",
  file: "policy.json",

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    if (policy.statements.length > 0 || policy.open || (policy.form.kind === "block" && takesIn(policy.form.section)))
      return;
    if (policy.form.kind === "object" && !isEmptyList(policy.form.mapping.entries.get("Statement")?.value)) return;
    yield { at: headOfPolicy(policy), message: "AWS refuses this policy: it has no statement" };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": []
      //^^^^^^^^^
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
