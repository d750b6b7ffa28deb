import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { allows, textOf } from "../../../../language/policy/policy.ts";
import { table } from "../../../../language/syntax/table.ts";
import { identifiers } from "../../../iam/shapes/principals.ts";
import { carriedBy } from "../../../kit/carried.ts";
import { anywhere, companions, items } from "../../../kit/checks.ts";
import type { KeyService } from "../../../kit/kms-key.ts";

/** By what else a module has a service send to a topic or a queue: a resource, its blocks, and the settings there that name where to. */
const wires: readonly {
  readonly service: string;
  readonly type: string;
  readonly blocks?: string;
  readonly to: readonly string[];
}[] = [
  { service: "events.amazonaws.com", type: "aws_cloudwatch_event_target", to: ["arn"] },
  {
    service: "cloudwatch.amazonaws.com",
    type: "aws_cloudwatch_metric_alarm",
    to: ["alarm_actions", "ok_actions", "insufficient_data_actions"],
  },
  { service: "s3.amazonaws.com", type: "aws_s3_bucket_notification", blocks: "topic", to: ["topic_arn"] },
  { service: "s3.amazonaws.com", type: "aws_s3_bucket_notification", blocks: "queue", to: ["queue_arn"] },
  { service: "sns.amazonaws.com", type: "aws_sns_topic_subscription", to: ["endpoint"] },
];

const policyTypes: Readonly<Record<string, readonly [type: string, via: string]>> = table({
  aws_sns_topic: ["aws_sns_topic_policy", "arn"],
  aws_sqs_queue: ["aws_sqs_queue_policy", "queue_url"],
});

/** What a key's policy has to say for the services that send to a topic or a queue; undefined where none in view does. */
export function forPublishers(to: Resource): KeyService | undefined {
  const services = [...new Set([...byPolicy(to), ...byWire(to)])].sort();
  const [first] = services;
  if (first === undefined) return undefined;
  return {
    service: first,
    statements: (account) => [
      {
        Sid: "Publish",
        Effect: "Allow",
        Principal: { Service: services.length === 1 ? first : services },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  };
}

function byPolicy(to: Resource): readonly string[] {
  const [type, via] = policyTypes[to.type] ?? [];
  const apart = type === undefined || via === undefined ? [] : companions(to, type, via).found;
  return carriedBy(to.module, [to, ...apart])
    .flatMap(({ effective }) => effective.filter(allows))
    .flatMap((statement) => [...identifiers(statement, "Service")].flatMap((value) => textOf(value) ?? []));
}

function byWire(to: Resource): readonly string[] {
  return wires.flatMap(({ service, type, blocks, to: names }) =>
    anywhere(to, type)
      .flatMap((wire) => (blocks === undefined ? [wire] : wire.sections(blocks)))
      .some((section) => names.some((name) => speaksOf(section.get(name), to)))
      ? [service]
      : [],
  );
}

const speaksOf = (value: Value, to: Resource): boolean =>
  to.isMeantBy(value) || items(value).some((item) => to.isMeantBy(item));
