import { table } from "../../../language/syntax/table.ts";
import { stop, type Text } from "../../../language/write/source.ts";
import { services } from "../../kit/nearby.ts";

/**
 * The beginnings of reading actions by service: every action that begins so has the access level List or Read in AWS's
 * service authorization reference (checked against its machine-readable form, 2026-11).
 */
const beginnings: Readonly<Record<string, readonly string[]>> = table({
  acm: ["Describe*", "Get*", "List*"],
  autoscaling: ["Describe*"],
  batch: ["Describe*", "List*"],
  cloudformation: ["Describe*", "Get*", "List*"],
  cloudfront: ["Describe*", "Get*", "List*"],
  cloudtrail: ["Describe*", "Get*", "List*", "LookupEvents"],
  cloudwatch: ["Describe*", "Get*", "List*"],
  codebuild: ["BatchGet*", "Describe*", "List*"],
  codepipeline: ["Get*", "List*"],
  config: ["BatchGet*", "Describe*", "Get*", "List*"],
  ec2: ["Describe*", "Get*", "List*", "Search*"],
  ecr: ["BatchGet*", "Describe*", "Get*", "List*"],
  ecs: ["Describe*", "List*"],
  eks: ["Describe*", "List*"],
  elasticache: ["Describe*", "List*"],
  elasticfilesystem: ["Describe*", "List*"],
  elasticloadbalancing: ["Describe*"],
  es: ["Describe*", "Get*", "List*"],
  events: ["Describe*", "List*"],
  firehose: ["Describe*", "List*"],
  guardduty: ["Describe*", "Get*", "List*"],
  kafka: ["Describe*", "Get*", "List*"],
  kinesis: ["Describe*", "Get*", "List*"],
  logs: ["Describe*", "Get*", "List*", "FilterLogEvents"],
  organizations: ["Describe*", "List*"],
  rds: ["Describe*", "List*"],
  redshift: ["Describe*", "List*"],
  route53: ["Get*", "List*"],
  sagemaker: ["Describe*", "List*"],
  securityhub: ["BatchGet*", "Describe*", "Get*", "List*"],
  states: ["Describe*", "List*"],
  wafv2: ["Describe*", "Get*", "List*"],
  xray: ["BatchGet*", "Get*", "List*"],
});

/** The actions by which a service is read; to be overtyped where it is not known. */
export function reading(prefix: string): readonly Text[] {
  const names = services[prefix]?.reading ?? beginnings[prefix];
  if (names) return names.map((name) => `${prefix}:${name}`);
  return [stop(`${/^\w/.test(prefix) ? prefix : "s3"}:Get*`)];
}
