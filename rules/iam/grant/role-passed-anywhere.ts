import { addCondition, replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { holder } from "../shapes/names.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { unscoped } from "../shapes/validation/unscoped.ts";

export default rule({
  id: "aws-iam-role-passed-anywhere",
  title: "Any role can be passed to any service",
  severity: "high",
  profile: "all",
  ...analyzer(
    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    "PASS_ROLE_WITH_NOT_RESOURCE",
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
  ),
  why: "Passing a stronger role to a function or an instance of one's own makes its permissions one's own.",
  file: "policy.json",
  subsumes: ["aws-iam-service-linked-role-unscoped"],

  on: allowing("identity", "boundary", "session"),
  *check(statement: Statement): Iterable<Problem> {
    const found = unscoped(statement, "iam:PassRole", "iam:PassedToService");
    if (!found) return;
    const { at, everything } = found;
    yield {
      at,
      message: `\`iam:PassRole\` lets ${holder(statement.policy)} pass any role to any service`,
      fixes: () => [
        ...(everything && found.isNamed
          ? fix(
              "Allow passing one role only",
              replaceValue(statement, everything.elements, everything.value, [
                stop("arn:aws:iam::123456789012:role/app"),
              ]),
            )
          : []),
        ...fix(
          "Allow passing roles to one service only",
          addCondition(statement, {
            operator: "StringEquals",
            key: "iam:PassedToService",
            values: [stop("lambda.amazonaws.com")],
          }),
        ),
      ],
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "iam:PassRole",
    //              ^^^^^^^^^^^^^^
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
          "Action": "iam:PassRole",
          "Resource": "arn:aws:iam::123456789012:role/app"
        }
      ]
    }
  `,
});
