import type { Statement } from "../../../language/policy/policy.ts";
import type { ActionData } from "../../../language/schema/actions.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arnText, covers, isOpen, resourceArns, templatesOf } from "../shapes/validation/arns.ts";
import { actionsIn, rewritten } from "../shapes/validation/elements.ts";

/** What the first kind of resource that the actions are used on begins with: `function:`. */
function prefixFor(statement: Statement, data: ActionData, service: string): string | undefined {
  for (const { text } of actionsIn(statement))
    for (const { type } of data.action(text)?.resources ?? []) {
      const [, prefix] = /^[^$]*?:([\w-]+[/:])\$\{[^}]*\}$/.exec(data.resourceType(service, type)?.arn ?? "") ?? [];
      const found = prefix ?? /([\w-]+[/:])\$\{[^}]*\}$/.exec(data.resourceType(service, type)?.arn ?? "")?.[1];
      if (found !== undefined) return found;
    }
  return undefined;
}

export default rule({
  id: "aws-iam-arn-resource-unknown",
  title: "ARN is of no resource that the service has",
  severity: "medium",
  ...analyzer("INVALID_ARN_RESOURCE"),
  why: "No resource has such an ARN, so the statement reaches none.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    if (!data) return;
    for (const { item, arn } of resourceArns(statement)) {
      const { service, resource } = arn;
      if (isOpen(service) || isOpen(resource) || /^(?:\/|root$)/.test(resource)) continue;
      const all = templatesOf(data, service);
      if (all.length === 0 || all.some((template) => covers(template.resource.toLowerCase(), resource.toLowerCase())))
        continue;
      const prefix = prefixFor(statement, data, service);
      const meant = prefix === undefined ? undefined : prefix + resource.replace(/^[\w-]*[/:]/, "");
      yield {
        at: item.value.at,
        message: `\`${service}\` has no resource \`${resource}\``,
        fixes: () =>
          meant === undefined
            ? []
            : fix(
                `Write \`${meant}\``,
                rewritten(item, arnText({ ...arn, resource: meant })),
                // what stands before the name may say that something else is meant
                /[/:]/.test(resource) ? "disruption" : "update",
              ),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "lambda:InvokeFunction",
          "Resource": "arn:aws:lambda:eu-west-1:123456789012:orders"
    //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Action": "lambda:InvokeFunction",
          "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:orders"
        }
      ]
    }
  `,
});
