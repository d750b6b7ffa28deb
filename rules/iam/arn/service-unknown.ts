import type { Statement } from "../../../language/policy/policy.ts";
import { surelyMeant } from "../../../language/schema/closest.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, isOpen, resourceArns } from "../shapes/validation/arns.ts";
import { rewritten } from "../shapes/validation/elements.ts";
import { isRetired, isService } from "../shapes/validation/services.ts";

export default rule({
  id: "aws-iam-arn-service-unknown",
  title: "ARN names a service that does not exist",
  severity: "medium",
  profileDependsOn: "whether AWS ever had the service",
  ...analyzer("INVALID_SERVICE"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",
  subsumes: ["aws-iam-infrastructure-unscoped"],

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    if (!data) return;
    for (const { item, arn } of resourceArns(statement)) {
      const { service } = arn;
      if (isOpen(service) || isService(data, service)) continue;
      if (isRetired(service)) {
        yield { at: item.value.at, profile: "all", message: `Service \`${service}\` is no more` };
        continue;
      }
      const nearest = surelyMeant(service.toLowerCase(), data.services);
      yield {
        at: item.value.at,
        message: `Service \`${service}\` does not exist`,
        fixes: () =>
          nearest === undefined
            ? []
            : fix(`Write \`${nearest}\``, rewritten(item, arnText({ ...arn, service: nearest })), "update"),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "dynamodb:GetItem",
          "Resource": "arn:aws:dynamod:eu-west-1:123456789012:table/orders"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
        }
      ]
    }
  `,
});
