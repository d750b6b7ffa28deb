import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { servicesOf } from "../shapes/validation/attachments.ts";
import { actionsIn, removed, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-action-of-other-service",
  title: "Policy of a resource allows what its service does not do",
  severity: "medium",
  ...analyzer("UNSUPPORTED_ACTION_IN_POLICY"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",

  on: statements,
  *check(statement: Statement, { actions: data }): Iterable<Problem> {
    const services = servicesOf(statement.policy);
    if (!services) return;
    for (const item of actionsIn(statement)) {
      const [, service] = /^([\w-]+):/.exec(item.text) ?? [];
      if (service === undefined || services.includes(service.toLowerCase())) continue;
      const own = item.text.replace(/^[^:]*/, services[0] ?? "");
      const isThere = data?.actionsOf(services[0] ?? "").some(({ name }) => name.toLowerCase() === own.toLowerCase());
      yield {
        at: item.value.at,
        message: `AWS refuses this policy: \`${item.text}\` is no action of \`${services[0]}\``,
        fixes: () => [
          ...(item.elements.values.length > 1 ? fix("Remove the action", removed(item), "update") : []),
          ...(isThere ? fix(`Write \`${own}\``, rewritten(item, own), "update") : []),
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_sqs_queue" "orders" {
      name = "orders"
    }

    resource "aws_sqs_queue_policy" "orders" {
      queue_url = aws_sqs_queue.orders.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
          Action    = ["sqs:SendMessage", "sns:Publish"]
    #                                     ^^^^^^^^^^^^^
          Resource  = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_sqs_queue" "orders" {
      name = "orders"
    }

    resource "aws_sqs_queue_policy" "orders" {
      queue_url = aws_sqs_queue.orders.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
          Action    = ["sqs:SendMessage"]
          Resource  = "*"
        }]
      })
    }
  `,
});
