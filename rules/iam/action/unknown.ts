import type { Statement } from "../../../language/policy/policy.ts";
import { closest } from "../../../language/schema/closest.ts";
import type { Place } from "../../../language/syntax/text.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, rewritten } from "../shapes/validation/elements.ts";

/** `"${each.value}:List*"`: what one service lacks, another has. */
const isMadeForMany = ({ policy }: Statement, { start, end }: Place, name: string): boolean =>
  /[*?]/.test(name) && policy.text.slice(start, end).includes("${");

export default rule({
  id: "aws-iam-action-unknown",
  title: "Action does not exist",
  severity: "medium",
  ...analyzer("INVALID_ACTION"),
  why: "It allows or denies nothing: somebody cannot do what is meant, or can do what is meant to be forbidden.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    if (!data) return;
    for (const item of actionsIn(statement)) {
      const [, service = "", name = ""] = /^([\w-]+):(.+)$/.exec(item.text) ?? [];
      if (data.serviceName(service) === undefined || data.expand(item.text).length > 0) continue;
      if (isMadeForMany(statement, item.value.at, name)) continue;
      yield {
        at: item.value.at,
        message: `Action \`${item.text}\` does not exist`,
        fixes: () => {
          const names = data.actionsOf(service).map((action) => action.name.slice(service.length + 1));
          const nearest = closest(name, names);
          return nearest === undefined
            ? []
            : fix(`Write \`${service}:${nearest}\``, rewritten(item, `${service}:${nearest}`), "update");
        },
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObjects", "s3:ListBucket"],
    //               ^^^^^^^^^^^^^^^
          "Resource": "*"
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
          "Action": ["s3:GetObject", "s3:ListBucket"],
          "Resource": "*"
        }
      ]
    }
  `,
});
