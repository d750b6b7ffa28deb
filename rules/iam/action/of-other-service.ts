import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isRefusing, servicesOf } from "../shapes/validation/attachments.ts";
import { actionsIn, removed, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-action-of-other-service",
  title: "Policy of a resource allows what its service does not do",
  severity: "medium",
  ...analyzer("UNSUPPORTED_ACTION_IN_POLICY"),
  profileDependsOn: "whether the service is known to refuse the policy for it",
  why: "AWS refuses the policy, so that the permissions stay what they were, or the action has no effect.",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    const services = servicesOf(statement.policy);
    const [own] = services ?? [];
    if (!services || own === undefined) return;
    const isRefused = isRefusing(own);
    for (const item of actionsIn(statement)) {
      const [, service] = /^([\w-]+):/.exec(item.text) ?? [];
      if (service === undefined || services.includes(service.toLowerCase())) continue;
      const renamed = item.text.replace(/^[^:]*/, own);
      const isThere = data?.actionsOf(own).some(({ name }) => name.toLowerCase() === renamed.toLowerCase());
      yield {
        at: item.value.at,
        message: isRefused
          ? `AWS refuses this policy: \`${item.text}\` is no action of \`${own}\``
          : `\`${item.text}\` has no effect: it is no action of \`${own}\``,
        ...(!isRefused && { profile: "hint" }),
        fixes: () => [
          ...(item.elements.values.length > 1 ? fix("Remove the action", removed(item), "update") : []),
          ...(isThere ? fix(`Write \`${renamed}\``, rewritten(item, renamed), "update") : []),
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_sns_topic" "orders" {
      name = "orders"
    }

    resource "aws_sns_topic_policy" "orders" {
      arn = aws_sns_topic.orders.arn
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
          Action    = ["sns:Publish", "sqs:SendMessage"]
    #                                 ^^^^^^^^^^^^^^^^^
          Resource  = aws_sns_topic.orders.arn
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_sns_topic" "orders" {
      name = "orders"
    }

    resource "aws_sns_topic_policy" "orders" {
      arn = aws_sns_topic.orders.arn
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
          Action    = ["sns:Publish"]
          Resource  = aws_sns_topic.orders.arn
        }]
      })
    }
  `,
});
