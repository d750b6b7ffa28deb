import type { Statement } from "../../../language/policy/policy.ts";
import { matches } from "../../../language/schema/wildcards.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isOpen } from "../shapes/validation/arns.ts";
import { actionsIn, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-service-wildcard",
  title: "Wildcard stands in the name of a service",
  severity: "low",
  profile: "all",
  ...analyzer("WILDCARD_IN_SERVICE_NAME"),
  why: "It takes in services of similar names, those that are yet to come included.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    for (const item of actionsIn(statement)) {
      const [, service = "", name = ""] = /^([^:]+):(.+)$/.exec(item.text) ?? [];
      if (!isOpen(service) || service === "*" || !data) continue;
      const meant = data.services.filter(
        (other) => matches(service, other) && data.expand(`${other}:${name}`).length > 0,
      );
      yield {
        at: item.value.at,
        message: `\`${service}\` stands for ${meant.length === 1 ? "one service" : `${meant.length} services`}`,
        fixes: () =>
          meant.length === 0 || meant.length > 12
            ? []
            : fix("Name the services", rewritten(item, ...meant.map((other) => `${other}:${name}`)), "update"),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["cloudtrai*:Describe*"],
    //               ^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": ["cloudtrail:Describe*"],
          "Resource": "*"
        }
      ]
    }
  `,
});
