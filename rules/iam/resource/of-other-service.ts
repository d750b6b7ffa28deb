import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isOpen, resourceArns } from "../shapes/validation/arns.ts";
import { servicesOf } from "../shapes/validation/attachments.ts";
import { removed, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-resource-of-other-service",
  title: "Policy of a resource is about a resource of another service",
  severity: "medium",
  ...analyzer("UNSUPPORTED_RESOURCE_ARN_IN_POLICY"),
  why: "AWS refuses the policy, so that the permissions stay what they were.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const services = servicesOf(statement.policy);
    if (!services) return;
    for (const { item, arn } of resourceArns(statement)) {
      if (isOpen(arn.service) || services.includes(arn.service.toLowerCase())) continue;
      yield {
        at: item.value.at,
        message: `AWS refuses this policy: a policy of \`${services[0]}\` takes no ARN of \`${arn.service}\``,
        fixes: () =>
          item.elements.values.length > 1
            ? fix("Remove the resource", removed(item), "update")
            : fix("Write `*`, which is the resource itself", rewritten(item, "*"), "update"),
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
          Action    = "sqs:SendMessage"
          Resource  = "arn:aws:sns:eu-west-1:123456789012:orders"
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          Action    = "sqs:SendMessage"
          Resource  = "*"
        }]
      })
    }
  `,
});
