import type { ActionData } from "../../../language/schema/actions.ts";
import { table } from "../../../language/syntax/table.ts";

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
export const resourceOf = (prefix: string): { readonly type: string; readonly arn: string } | undefined => {
  const { type, arn } = services[prefix] ?? {};
  return type !== undefined && arn !== undefined ? { type, arn } : undefined;
};

/** The actions by which a service is read, by their verbs: those of which none has another access level than List or Read. */
export function reading(prefix: string, data: ActionData | undefined): readonly string[] | undefined {
  const isRead = (name: string): boolean => /^(?:List|Read)$/.test(data?.action(name)?.level ?? "");
  const verbs = new Set(
    data?.actionsOf(prefix).flatMap(({ name }) => /^[A-Z][a-z]+/.exec(name.slice(prefix.length + 1))?.[0] ?? []),
  );
  const found = [...verbs]
    .map((verb) => `${prefix}:${verb}*`)
    .filter((pattern) => data?.expand(pattern).every(isRead))
    .sort();
  return found.length > 0 ? found : undefined;
}

/** What a program does with a service: nothing that changes how that is set up. */
export function using(prefix: string): readonly string[] | undefined {
  const { reading = [], writing } = services[prefix] ?? {};
  return writing && [...reading, ...writing].map((name) => `${prefix}:${name}`).sort();
}

/** An action of a service to overtype. */
export function sampleOf(prefix: string, data: ActionData | undefined): string {
  const known = [...(using(prefix) ?? []), ...(reading(prefix, data) ?? [])];
  return known.find((action) => /:(?:Describe|Get|List)/.test(action)) ?? known[0] ?? `${prefix}:Get*`;
}
