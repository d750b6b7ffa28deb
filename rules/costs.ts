import type { Rule } from "./kit/rule.ts";
import { speakingOf } from "./profiles.ts";

/** What the cost of following some rules grows with, true of each of them. */
interface CostDriver {
  readonly growsWith: string;
  /** Ids, and patterns of ids with `*`; a rule that is named goes by that, whatever patterns take it in. */
  readonly rules: readonly string[];
}

/** Known of every rule that does not come for free; the services' pricing pages say what is charged for. */
export const costDrivers: readonly CostDriver[] = [
  {
    growsWith: "keys by the month, and requests to them",
    rules: [
      "aws-*-without-own-key",
      "aws-cloudtrail-trail-without-kms-key",
      "aws-eks-secrets-unencrypted",
      "aws-s3-bucket-without-kms-encryption",
    ],
  },
  { growsWith: "key material that is kept, by the month", rules: ["aws-kms-key-not-rotated"] },
  {
    growsWith: "gigabytes that are logged, and how long they are kept",
    rules: [
      "aws-*-without-logging",
      "aws-*-without-log-exports",
      "aws-*-without-logs",
      "aws-*-without-audit-log",
      "aws-*-without-flow-log*",
      "aws-*-not-logged",
      "aws-apigateway-stage-logs-nothing",
      "aws-cloudtrail-trail-without-log-group",
      "aws-docdb-audit-log-off",
      "aws-docdb-cluster-without-logs",
      "aws-eks-without-control-plane-logs",
      "aws-mq-without-general-log",
      "aws-route53-zone-without-query-log",
    ],
  },
  {
    growsWith: "storage of the access logs",
    rules: [
      "aws-cloudfront-without-logging",
      "aws-cloudtrail-bucket-without-logging",
      "aws-elb-classic-without-logging",
      "aws-elb-without-logging",
      "aws-s3-bucket-without-logging",
    ],
  },
  { growsWith: "gigabytes of logs that are kept longer", rules: ["aws-cloudwatch-retention-too-short"] },
  {
    growsWith: "data events, by their number",
    rules: ["aws-cloudtrail-s3-data-events-left-out", "aws-s3-reads-not-logged", "aws-s3-writes-not-logged"],
  },
  { growsWith: "an alarm and a metric, by the month", rules: ["aws-cloudwatch-*-unwatched"] },
  { growsWith: "traces, by how many are recorded", rules: ["aws-*-without-tracing"] },
  {
    growsWith: "gigabytes of backups, and how long they are kept",
    rules: [
      "aws-*-backups-too-short",
      "aws-*-without-backup-plan",
      "aws-elasticache-cluster-without-backups",
      "aws-redshift-snapshots-off",
    ],
  },
  { growsWith: "the size of the table", rules: ["aws-dynamodb-table-without-recovery"] },
  { growsWith: "changes that can be taken back, by the hour", rules: ["aws-rds-cluster-without-backtrack"] },
  { growsWith: "storage of earlier versions", rules: ["aws-s3-bucket-without-versioning"] },
  { growsWith: "changes that AWS Config records, and rules that it evaluates", rules: ["aws-config-*"] },
  { growsWith: "events and logs that GuardDuty reads", rules: ["aws-guardduty-*"] },
  { growsWith: "checks that Security Hub makes", rules: ["aws-securityhub-account-without-standards"] },
  {
    growsWith: "metrics, by the month",
    rules: [
      "aws-ec2-without-detailed-monitoring",
      "aws-ecs-without-container-insights",
      "aws-rds-without-enhanced-monitoring",
      "aws-rds-without-performance-insights",
    ],
  },
  { growsWith: "text that the guardrail reads", rules: ["aws-bedrock-agent-without-guardrail"] },
  {
    growsWith: "web ACLs and rules by the month, and requests that they look at",
    rules: ["aws-*-without-waf", "aws-waf-known-bad-inputs-let-through", "aws-waf-managed-groups-missing"],
  },
  {
    growsWith: "a subscription for a year, and data that goes out",
    rules: ["aws-shield-without-protection"],
  },
  { growsWith: "endpoints of the firewall by the hour, and traffic through them", rules: ["aws-vpc-without-firewall"] },
  {
    growsWith: "the size of the cache, by the hour",
    rules: ["aws-apigateway-method-without-cache", "aws-apigateway-stage-without-cache"],
  },
  { growsWith: "the second origin", rules: ["aws-cloudfront-without-failover"] },
  {
    growsWith: "master nodes, by the hour",
    rules: ["aws-opensearch-too-few-masters", "aws-opensearch-without-masters"],
  },
  { growsWith: "the standby instance, by the hour", rules: ["aws-rds-instance-in-one-zone"] },
  {
    growsWith: "storage of the copies, and transfer between regions",
    rules: ["aws-s3-bucket-without-replication"],
  },
];

/** What the cost of following a rule grows with; undefined where that is nothing. */
export const costGrowsWith = ({ id, cost = "free" }: Pick<Rule, "id" | "cost">): string | undefined =>
  cost === "free" ? undefined : speakingOf(id, costDrivers)?.growsWith;
