import type { Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isOpen, resourceArns } from "../shapes/validation/arns.ts";
import { isRefusing, servicesOf } from "../shapes/validation/attachments.ts";
import { removed, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-resource-of-other-service",
  title: "Policy of a resource is about a resource of another service",
  severity: "medium",
  ...analyzer("UNSUPPORTED_RESOURCE_ARN_IN_POLICY"),
  profileDependsOn: "whether the service is known to refuse the policy for it",
  why: "AWS refuses the policy, so that the permissions stay what they were, or the statement has no effect.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const services = servicesOf(statement.policy);
    const [own] = services ?? [];
    if (!services || own === undefined) return;
    const isRefused = isRefusing(own);
    for (const { item, arn } of resourceArns(statement)) {
      if (isOpen(arn.service) || services.includes(arn.service.toLowerCase())) continue;
      yield {
        at: item.value.at,
        message: isRefused
          ? `AWS refuses this policy: a policy of \`${own}\` takes no ARN of \`${arn.service}\``
          : `An ARN of \`${arn.service}\` has no effect in a policy of \`${own}\``,
        ...(!isRefused && { profile: "hint" }),
        fixes: () =>
          item.elements.values.length > 1
            ? fix("Remove the resource", removed(item), "update")
            : fix("Write `*`, which is the resource itself", rewritten(item, "*"), "update"),
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
          Action    = "sns:Publish"
          Resource  = "arn:aws:sqs:eu-west-1:123456789012:orders"
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          Action    = "sns:Publish"
          Resource  = "*"
        }]
      })
    }
  `,
});
