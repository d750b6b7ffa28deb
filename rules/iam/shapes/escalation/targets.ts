import type { Value } from "../../../../language/model/value.ts";
import { type Statement, textOf, textWith } from "../../../../language/policy/policy.ts";
import { matches } from "../../../../language/schema/wildcards.ts";
import { isStar } from "../../../kit/grants.ts";
import type { PolicyHolder } from "./holders.ts";
import type { Method } from "./method.ts";

interface TargetDescription {
  /** The resource whose `arn` names one. */
  readonly type?: string;
  /** An ARN to overtype. */
  readonly arn: string;
}

const here = "eu-west-1:123456789012";

/** What actions reach, by service and resource type: what it is declared as, and how its ARN is written. */
const targets = {
  "iam:role": { type: "aws_iam_role", arn: "arn:aws:iam::123456789012:role/app" },
  "iam:user": { type: "aws_iam_user", arn: "arn:aws:iam::123456789012:user/app" },
  "iam:group": { type: "aws_iam_group", arn: "arn:aws:iam::123456789012:group/app" },
  "iam:policy": { type: "aws_iam_policy", arn: "arn:aws:iam::123456789012:policy/app" },
  "airflow:environment": { type: "aws_mwaa_environment", arn: `arn:aws:airflow:${here}:environment/app` },
  "airflow:role": { arn: `arn:aws:airflow:${here}:role/app/User` },
  "apprunner:service": { type: "aws_apprunner_service", arn: `arn:aws:apprunner:${here}:service/app/*` },
  "bedrock-agentcore:code-interpreter": { arn: `arn:aws:bedrock-agentcore:${here}:code-interpreter/app` },
  "cloud9:environment": { type: "aws_cloud9_environment_ec2", arn: `arn:aws:cloud9:${here}:environment:app` },
  "cloudformation:stack": { arn: `arn:aws:cloudformation:${here}:stack/app/*` },
  "codeartifact:domain": { type: "aws_codeartifact_domain", arn: `arn:aws:codeartifact:${here}:domain/app` },
  "codebuild:project": { type: "aws_codebuild_project", arn: `arn:aws:codebuild:${here}:project/app` },
  "codepipeline:actiontype": { arn: `arn:aws:codepipeline:${here}:actiontype:Custom/Build/app/1` },
  "cognito-identity:identitypool": {
    type: "aws_cognito_identity_pool",
    arn: `arn:aws:cognito-identity:${here}:identitypool/eu-west-1:00000000-0000-0000-0000-000000000000`,
  },
  "cognito-idp:userpool": { type: "aws_cognito_user_pool", arn: `arn:aws:cognito-idp:${here}:userpool/eu-west-1_app` },
  "connect:instance": {
    type: "aws_connect_instance",
    arn: `arn:aws:connect:${here}:instance/00000000-0000-0000-0000-000000000000`,
  },
  "ec2:instance": { type: "aws_instance", arn: `arn:aws:ec2:${here}:instance/i-0123456789abcdef0` },
  "ec2:launch-template": {
    type: "aws_launch_template",
    arn: `arn:aws:ec2:${here}:launch-template/lt-0123456789abcdef0`,
  },
  "ecs:task": { arn: `arn:aws:ecs:${here}:task/app/*` },
  "emr-containers:/virtualclusters": { arn: `arn:aws:emr-containers:${here}:/virtualclusters/app/endpoints/app` },
  "gamelift:build": { type: "aws_gamelift_build", arn: `arn:aws:gamelift:${here}:build/app` },
  "gamelift:fleet": { type: "aws_gamelift_fleet", arn: `arn:aws:gamelift:${here}:fleet/app` },
  "glue:devEndpoint": { type: "aws_glue_dev_endpoint", arn: `arn:aws:glue:${here}:devEndpoint/app` },
  "grafana:/workspaces": { type: "aws_grafana_workspace", arn: `arn:aws:grafana:${here}:/workspaces/app` },
  "lambda:function": { type: "aws_lambda_function", arn: `arn:aws:lambda:${here}:function:app` },
  "lightsail:Bucket": { type: "aws_lightsail_bucket", arn: `arn:aws:lightsail:${here}:Bucket/app` },
  "lightsail:Instance": { type: "aws_lightsail_instance", arn: `arn:aws:lightsail:${here}:Instance/app` },
  "lightsail:RelationalDatabase": {
    type: "aws_lightsail_database",
    arn: `arn:aws:lightsail:${here}:RelationalDatabase/app`,
  },
  "mediapackage:channels": { type: "aws_media_package_channel", arn: `arn:aws:mediapackage:${here}:channels/app` },
  "rds-db:dbuser": { arn: `arn:aws:rds-db:${here}:dbuser:db-ABCDEFGHIJKL/app` },
  "redshift:dbname": { arn: `arn:aws:redshift:${here}:dbname:app/app` },
  "redshift:dbuser": { arn: `arn:aws:redshift:${here}:dbuser:app/app` },
  "redshift-serverless:workgroup": {
    type: "aws_redshiftserverless_workgroup",
    arn: `arn:aws:redshift-serverless:${here}:workgroup/app`,
  },
  "sagemaker:notebook-instance": {
    type: "aws_sagemaker_notebook_instance",
    arn: `arn:aws:sagemaker:${here}:notebook-instance/app`,
  },
  "states:stateMachine": { type: "aws_sfn_state_machine", arn: `arn:aws:states:${here}:stateMachine:app` },
  "s3:bucket": { type: "aws_s3_bucket", arn: "arn:aws:s3:::my-app-bucket" },
  "s3:object": { arn: "arn:aws:s3:::my-app-bucket/*" },
  "kms:key": { type: "aws_kms_key", arn: `arn:aws:kms:${here}:key/00000000-0000-0000-0000-000000000000` },
  "secretsmanager:secret": {
    type: "aws_secretsmanager_secret",
    arn: `arn:aws:secretsmanager:${here}:secret:prod/app/*`,
  },
  "ec2:snapshot": { type: "aws_ebs_snapshot", arn: "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0" },
  "ec2:image": { type: "aws_ami", arn: "arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0" },
  "rds:snapshot": { arn: `arn:aws:rds:${here}:snapshot:app` },
  "rds:cluster-snapshot": { arn: `arn:aws:rds:${here}:cluster-snapshot:app` },
  "ecr:repository": { type: "aws_ecr_repository", arn: `arn:aws:ecr:${here}:repository/app` },
  "lambda:layer": { arn: `arn:aws:lambda:${here}:layer:app` },
  sqs: { type: "aws_sqs_queue", arn: `arn:aws:sqs:${here}:app` },
  sns: { type: "aws_sns_topic", arn: `arn:aws:sns:${here}:app` },
  "dynamodb:table": { type: "aws_dynamodb_table", arn: `arn:aws:dynamodb:${here}:table/app` },
  "kinesis:stream": { type: "aws_kinesis_stream", arn: `arn:aws:kinesis:${here}:stream/app` },
  "elasticfilesystem:file-system": {
    type: "aws_efs_file_system",
    arn: `arn:aws:elasticfilesystem:${here}:file-system/fs-0123456789abcdef0`,
  },
  "backup:backup-vault": { type: "aws_backup_vault", arn: `arn:aws:backup:${here}:backup-vault:app` },
  "events:event-bus": { type: "aws_cloudwatch_event_bus", arn: `arn:aws:events:${here}:event-bus/app` },
} as const satisfies Readonly<Record<string, TargetDescription>>;

export type EscalationTarget = keyof typeof targets;

/** What is known of a target. */
export const described = (target: EscalationTarget): TargetDescription => targets[target];

/** Whether a statement reaches far enough for a method: every target, or where that is enough, the holder itself. */
export function reaches({ resources }: Statement, { target, own }: Method, holder: PolicyHolder): boolean {
  return (
    resources?.values.some((value) => takesInEvery(value, target) || (own === true && isOwn(value, holder))) ?? false
  );
}

/** Whether statements reach one of the resources that a method needs as well (`Method.besides`). */
export const reachesBesides = (statements: readonly Statement[], { besides }: Method): boolean =>
  besides === undefined ||
  statements.some(({ resources }) =>
    resources?.values.some((value) => {
      const path = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.*)$/i.exec(patternOf(value))?.[1];
      return isStar(value) || besides.some((needed) => path !== undefined && matches(path, needed));
    }),
  );

/** Whether a value takes in everything of a kind, `iam:role`: `*`, `arn:aws:iam::*:role/*`, `arn:aws:iam::123456789012:*`. */
export function takesInEvery(value: Value, target: string | undefined): boolean {
  if (isStar(value)) return true;
  if (target === undefined) return false;
  const text = patternOf(value);
  const [, service, , account, ...rest] = /^arn:/i.test(text) ? text.split(":").slice(1) : [];
  const [wanted = "", type = ""] = target.split(":");
  if (service === undefined) return /^arn:[^:]*\*$/i.test(text);
  // a star runs over colons: `arn:aws:iam::*` ends early and takes in all the same
  if (rest.length === 0) return matches(service, wanted) && text.endsWith("*");
  const path = rest.join(":");
  if (account === undefined) return false;
  return matches(service, wanted) && (/^\*+(?:\/\*+)*$/.test(path) || everyOf(type).test(path));
}

const everyOf = (type: string): RegExp => new RegExp(`^${type}(?:[/:]?\\*+)(?:[/:]\\*+)*$`, "i");

/** Whether a value names the holder itself: a user by `\${aws:username}`, a role or group by its reference or name. */
function isOwn(value: Value, { identity }: PolicyHolder): boolean {
  const text = textOf(value) ?? "";
  if (isOwnUser(text.toLowerCase())) return true;
  if (!identity) return false;
  const name = textOf(identity.get("name"));
  return identity.isMeantBy(value) || (name !== undefined && text.endsWith(`:${identity.type.slice(8)}/${name}`));
}

/** A pattern with a dash for what is not known. */
export const patternOf = (value: Value): string => textWith(value, "-");

const ownName = "${aws:username}";

/** Whether an ARN is that of the caller's own user, under whatever path. */
const isOwnUser = (arn: string): boolean =>
  arn.endsWith(`/${ownName}`) && arn.slice(0, -ownName.length).includes(":user/");
