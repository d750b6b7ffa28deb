import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { covers } from "../shapes/validation/arns.ts";
import { removed, resourcesIn, subsumed } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-resource-redundant",
  title: "Another resource takes this one in",
  severity: "low",
  profile: "all",
  ...analyzer("REDUNDANT_RESOURCE"),
  why: "Who narrows the one and overlooks the other has narrowed nothing.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    for (const { item, wider } of subsumed(resourcesIn(statement), covers, (text) => text))
      yield {
        at: item.value.at,
        message: `\`${wider.text}\` takes this resource in already`,
        related: [{ at: wider.value.at, message: "Takes it in" }],
        tag: "unnecessary",
        fixes: () => fix("Remove the resource", removed(item), "update"),
      };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:*",
          "Resource": ["arn:aws:s3:::acme-*", "arn:aws:s3:::acme-logs/*"]
    //                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "s3:*",
          "Resource": ["arn:aws:s3:::acme-*"]
        }
      ]
    }
  `,
});
