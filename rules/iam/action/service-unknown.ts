import type { Statement } from "../../../language/policy/policy.ts";
import { closest, surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, mostCompared, rewritten } from "../shapes/validation/elements.ts";
import { isRetired, isService } from "../shapes/validation/services.ts";

export default rule({
  id: "aws-iam-action-service-unknown",
  title: "Action names a service that does not exist",
  severity: "medium",
  profileDependsOn:
    "whether another service has the action, so that something does not work, and whether AWS ever had this one",
  ...analyzer("INVALID_SERVICE_IN_ACTION"),
  why: "It allows or denies nothing: somebody cannot do what is meant, or can do what is meant to be forbidden.",
  file: "policy.json",
  uncovers: ["aws-iam-data-unscoped", "aws-iam-infrastructure-unscoped", "aws-iam-resource-wildcard"],

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    if (!data) return;
    let compared = 0;
    for (const item of actionsIn(statement)) {
      const [, service = "", name = ""] = /^([^:*?]+):(.+)$/.exec(item.text) ?? [];
      if (service === "" || isService(data, service)) continue;
      if (isRetired(service)) {
        yield { at: item.value.at, profile: "all", message: `Service \`${service}\` is no more` };
        continue;
      }
      const nearest = compared++ < mostCompared ? closest(service.toLowerCase(), data.services) : undefined;
      yield {
        at: item.value.at,
        // what nobody can have meant for certain is a dead word
        ...(!(nearest && data.action(`${nearest}:${name}`)) && { profile: "hint" as const }),
        message: `Service \`${service}\` does not exist`,
        fixes: () => {
          const sure = nearest && surelyMeant(service.toLowerCase(), data.services);
          const isThere = sure !== undefined && data.expand(`${sure}:${name}`).length > 0;
          return isThere ? fix(`Write \`${sure}:${name}\``, rewritten(item, `${sure}:${name}`), "update") : [];
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
          "Action": "dynamodbb:GetItem",
    //              ^^^^^^^^^^^^^^^^^^^
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
          "Action": "dynamodb:GetItem",
          "Resource": "*"
        }
      ]
    }
  `,
});
