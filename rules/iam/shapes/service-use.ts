import { table } from "../../../language/syntax/table.ts";
import { stop, type Text } from "../../../language/write/source.ts";

/** What policies are most often about, by the prefix of the actions. */
interface ServiceUse {
  /** The resource that its ARNs name. */
  readonly type?: string;
  /** An ARN to overtype where the module has none. */
  readonly arn?: string;
  /** The actions by which its data is read. */
  readonly reading?: readonly string[];
  /** What programs do with it besides; none of it changes how it is set up. */
  readonly writing?: readonly string[];
}

const here = "eu-west-1:123456789012";

const services: Readonly<Record<string, ServiceUse>> = table({
  cloudwatch: { reading: ["GetMetricData", "GetMetricStatistics", "ListMetrics"], writing: ["PutMetricData"] },
  dynamodb: {
    type: "aws_dynamodb_table",
    arn: `arn:aws:dynamodb:${here}:table/app`,
    reading: ["BatchGetItem", "DescribeTable", "GetItem", "Query", "Scan"],
    writing: ["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"],
  },
  events: { writing: ["PutEvents"] },
  "execute-api": { writing: ["Invoke", "ManageConnections"] },
  firehose: { writing: ["PutRecord", "PutRecordBatch"] },
  iam: { type: "aws_iam_role", arn: "arn:aws:iam::123456789012:role/app", reading: ["Get*", "List*"] },
  kinesis: {
    type: "aws_kinesis_stream",
    arn: `arn:aws:kinesis:${here}:stream/app`,
    reading: ["DescribeStream*", "GetRecords", "GetShardIterator", "ListShards"],
    writing: ["PutRecord", "PutRecords"],
  },
  kms: {
    type: "aws_kms_key",
    arn: `arn:aws:kms:${here}:key/00000000-0000-0000-0000-000000000000`,
    reading: ["Decrypt", "DescribeKey"],
    writing: ["Encrypt", "GenerateDataKey*", "ReEncrypt*"],
  },
  lambda: {
    type: "aws_lambda_function",
    arn: `arn:aws:lambda:${here}:function:app`,
    reading: ["Get*", "List*"],
    writing: ["InvokeFunction"],
  },
  logs: { reading: ["DescribeLogStreams"], writing: ["CreateLogGroup", "CreateLogStream", "PutLogEvents"] },
  s3: {
    type: "aws_s3_bucket",
    arn: "arn:aws:s3:::my-app-bucket",
    reading: ["GetObject", "ListBucket"],
    writing: ["PutObject", "DeleteObject"],
  },
  secretsmanager: {
    type: "aws_secretsmanager_secret",
    arn: `arn:aws:secretsmanager:${here}:secret:prod/app/*`,
    reading: ["DescribeSecret", "GetSecretValue"],
    writing: [],
  },
  ses: { writing: ["SendEmail", "SendRawEmail"] },
  sns: { type: "aws_sns_topic", arn: `arn:aws:sns:${here}:app`, reading: ["Get*", "List*"], writing: ["Publish"] },
  sqs: {
    type: "aws_sqs_queue",
    arn: `arn:aws:sqs:${here}:app`,
    reading: ["GetQueueAttributes", "GetQueueUrl", "ReceiveMessage"],
    writing: ["ChangeMessageVisibility", "DeleteMessage", "SendMessage"],
  },
  ssm: {
    type: "aws_ssm_parameter",
    arn: `arn:aws:ssm:${here}:parameter/app/*`,
    reading: ["GetParameter", "GetParameters", "GetParametersByPath"],
    writing: [],
  },
  states: { reading: ["DescribeExecution"], writing: ["StartExecution"] },
  xray: {
    reading: ["GetSamplingRules", "GetSamplingTargets"],
    writing: ["PutTelemetryRecords", "PutTraceSegments"],
  },
});

/** An example of the ARN that a type of resource has. */
export const exampleOf = (type: string): string | undefined =>
  Object.values(services).find((service) => service.type === type)?.arn;

/** What ARNs of a service are most often about: the resource that they name, and one to overtype. */
export const resourceOf = (prefix: string): { readonly type: string; readonly arn: Text } | undefined => {
  const { type, arn } = services[prefix] ?? {};
  return type !== undefined && arn !== undefined ? { type, arn: stop(arn) } : undefined;
};

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

/** The actions by which a service is read, where that is known. */
export function reading(prefix: string): readonly string[] | undefined {
  const names = beginnings[prefix] ?? services[prefix]?.reading;
  return names?.map((name) => `${prefix}:${name}`);
}

/** What a program does with a service: nothing that changes how that is set up. */
export function using(prefix: string): readonly string[] | undefined {
  const { reading = [], writing } = services[prefix] ?? {};
  return writing && [...reading, ...writing].map((name) => `${prefix}:${name}`);
}
