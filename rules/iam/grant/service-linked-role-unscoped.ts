import { addCondition, replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { whoHolds } from "../shapes/names.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { unscoped } from "../shapes/validation/unscoped.ts";

export default rule({
  id: "aws-iam-service-linked-role-unscoped",
  title: "A service-linked role can be made for any service",
  severity: "low",
  profile: "all",
  ...analyzer(
    "CREATE_SLR_WITH_STAR_IN_RESOURCE",
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    "CREATE_SLR_WITH_NOT_RESOURCE",
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
  ),
  why: "Services that nobody uses here get standing permissions in the account.",
  file: "policy.json",

  on: allowing("identity", "boundary", "session"),
  *check(statement: Statement): Iterable<Problem> {
    const action = "iam:CreateServiceLinkedRole";
    const found = unscoped(statement, action, "iam:AWSServiceName");
    if (!found) return;
    const { at, everything } = found;
    yield {
      at,
      message: `${whoHolds(statement.policy)} can make a service-linked role for any service`,
      fixes: () => [
        ...(everything
          ? fix(
              "Allow the role of one service only",
              replaceValue(statement, everything.elements, everything.value, [
                stop("arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"),
              ]),
            )
          : []),
        ...fix(
          "Allow roles for one service only",
          addCondition(statement, {
            operator: "StringEquals",
            key: "iam:AWSServiceName",
            values: [stop("elasticloadbalancing.amazonaws.com")],
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
          "Action": "iam:CreateServiceLinkedRole",
    //              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "iam:CreateServiceLinkedRole",
          "Resource": "arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"
        }
      ]
    }
  `,
});
