import type { Edits } from "../../../language/policy/edits.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests, withKey } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-tag-key-missing",
  title: "Condition on a tag names no tag",
  severity: "medium",
  ...analyzer("MISSING_TAG_KEY_IN_CONDITION"),
  why: "No request has such a key, so the condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest): Iterable<Problem> {
    const [, name] =
      /^((?:aws:(?:RequestTag|ResourceTag|PrincipalTag)|[\w-]+:(?:ResourceTag|RequestTag)))\/?$/i.exec(test.key) ?? [];
    if (name === undefined) return;
    yield {
      at: test.condition.key.at,
      message: `Condition key \`${test.key}\` names no tag`,
      fixes: () => fix("Name a tag", asked(withKey(test, `${name}/${tag}`))),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "ec2:StartInstances",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/": "test" } }
    //                                     ^^^^^^^^^^^^^^^^^^
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
          "Action": "ec2:StartInstances",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/owner": "test" } }
        }
      ]
    }
  `,
});

/** A tag to overtype. */
const tag = "owner";

const asked = (edits: Edits): Edits =>
  edits?.map((edit) => {
    const start = edit.text.lastIndexOf(tag);
    return { ...edit, stops: [{ start, end: start + tag.length }] };
  });
