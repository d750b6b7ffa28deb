import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { table } from "../../../../language/syntax/table.ts";
import type { Text } from "../../../../language/write/source.ts";
import { referred } from "../../../kit/checks.ts";
import { concat, expression } from "../../../kit/edits.ts";
import { addressBeside } from "../../../kit/placement.ts";

/** By what a module tells a service to call a function. */
interface Wiring {
  /** The resource, the path to its blocks, and the setting there that names the function. */
  readonly type: string;
  readonly blocks?: string;
  readonly calls: string;
  /** The setting that names what calls, its types, and what its ARN is. */
  readonly by: string;
  readonly sources: readonly string[];
  arn(address: string): Text;
}

const arnOf = (address: string): Text => expression(`${address}.arn`);

const everyStage = (address: string): Text => concat(expression(`${address}.execution_arn`), "/*/*");

const wirings: Readonly<Record<string, readonly Wiring[]>> = table({
  "s3.amazonaws.com": [
    {
      type: "aws_s3_bucket_notification",
      blocks: "lambda_function",
      calls: "lambda_function_arn",
      by: "bucket",
      sources: ["aws_s3_bucket"],
      arn: arnOf,
    },
  ],
  "events.amazonaws.com": [
    {
      type: "aws_cloudwatch_event_target",
      calls: "arn",
      by: "rule",
      sources: ["aws_cloudwatch_event_rule"],
      arn: arnOf,
    },
  ],
  "sns.amazonaws.com": [
    { type: "aws_sns_topic_subscription", calls: "endpoint", by: "topic_arn", sources: ["aws_sns_topic"], arn: arnOf },
  ],
  "logs.amazonaws.com": [
    {
      type: "aws_cloudwatch_log_subscription_filter",
      calls: "destination_arn",
      by: "log_group_name",
      sources: ["aws_cloudwatch_log_group"],
      arn: (address) => concat(expression(`${address}.arn`), ":*"),
    },
  ],
  "apigateway.amazonaws.com": [
    {
      type: "aws_api_gateway_integration",
      calls: "uri",
      by: "rest_api_id",
      sources: ["aws_api_gateway_rest_api"],
      arn: everyStage,
    },
    {
      type: "aws_apigatewayv2_integration",
      calls: "integration_uri",
      by: "api_id",
      sources: ["aws_apigatewayv2_api"],
      arn: everyStage,
    },
  ],
  "secretsmanager.amazonaws.com": [
    {
      type: "aws_secretsmanager_secret_rotation",
      calls: "rotation_lambda_arn",
      by: "secret_id",
      sources: ["aws_secretsmanager_secret"],
      arn: arnOf,
    },
  ],
});

/** The ARN of what in the module has a service call the function that a permission is about; undefined where that is not one. */
export function sourceOf(permission: Resource, service: string): Text | undefined {
  const lambda = referred(permission.get("function_name"), permission, "aws_lambda_function");
  if (!lambda) return undefined;
  const found = new Map<Resource, Wiring>();
  for (const wiring of wirings[service] ?? [])
    for (const wire of permission.module.ofType(wiring.type)) {
      const sections: readonly Section[] = wiring.blocks === undefined ? [wire] : wire.sections(wiring.blocks);
      if (!sections.some((section) => referred(section.get(wiring.calls), wire, "aws_lambda_function") === lambda))
        continue;
      const source = referred(wire.get(wiring.by), wire, ...wiring.sources);
      if (source?.module !== permission.module) return undefined;
      found.set(source, wiring);
    }
  const [only] = found;
  if (!only || found.size > 1) return undefined;
  const address = addressBeside(only[0], permission);
  return address === undefined ? undefined : only[1].arn(address);
}
