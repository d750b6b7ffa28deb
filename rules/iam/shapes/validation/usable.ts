import type { Value } from "../../../../language/model/value.ts";
import { grouped } from "../../../../language/multimap.ts";
import type { Arn } from "../../../../language/policy/arn.ts";
import { type Statement, textOf } from "../../../../language/policy/policy.ts";
import { fact } from "../../../../language/query/engine.ts";
import type { Action, ActionData, ResourceType } from "../../../../language/schema/actions.ts";
import { matches, replaceVariables } from "../../../../language/schema/wildcards.ts";
import { table } from "../../../../language/syntax/table.ts";
import { arn, covers, isOpen, overlap, remembered } from "./arns.ts";
import { servicesOf } from "./attachments.ts";

// Which actions can be used on what a statement names, by the service authorization reference.

/** What the `arn` of a declared resource is the ARN of: a resource type of the reference. */
export const declaredAs: Readonly<Record<string, string>> = table({
  aws_backup_vault: "backup:backupVault",
  aws_cloudwatch_event_bus: "events:event-bus",
  aws_cloudwatch_event_rule: "events:rule",
  aws_cloudwatch_log_group: "logs:log-group",
  aws_codebuild_project: "codebuild:project",
  aws_codecommit_repository: "codecommit:repository",
  aws_codepipeline: "codepipeline:pipeline",
  aws_cognito_user_pool: "cognito-idp:userpool",
  aws_db_instance: "rds:db",
  aws_dynamodb_table: "dynamodb:table",
  aws_ecr_repository: "ecr:repository",
  aws_ecs_cluster: "ecs:cluster",
  aws_ecs_task_definition: "ecs:task-definition",
  aws_efs_file_system: "elasticfilesystem:file-system",
  aws_iam_group: "iam:group",
  aws_iam_instance_profile: "iam:instance-profile",
  aws_iam_policy: "iam:policy",
  aws_iam_role: "iam:role",
  aws_iam_user: "iam:user",
  aws_instance: "ec2:instance",
  aws_kinesis_firehose_delivery_stream: "firehose:deliverystream",
  aws_kinesis_stream: "kinesis:stream",
  aws_kms_alias: "kms:alias",
  aws_kms_key: "kms:key",
  aws_lambda_function: "lambda:function",
  aws_opensearch_domain: "es:domain",
  aws_rds_cluster: "rds:cluster",
  aws_s3_bucket: "s3:bucket",
  aws_secretsmanager_secret: "secretsmanager:Secret",
  aws_sfn_state_machine: "states:statemachine",
  aws_sns_topic: "sns:topic",
  aws_sqs_queue: "sqs:queue",
  aws_ssm_document: "ssm:document",
  aws_ssm_parameter: "ssm:parameter",
});

/** Services of which the reference has several pages, one for each version: what an action takes by one of them is not all. */
const onSeveralPages = new Set([
  "apigateway",
  "aws-marketplace",
  "elasticloadbalancing",
  "greengrass",
  "kinesisanalytics",
  "lex",
  "partnercentral",
  "securityhub",
  "ses",
]);

/** Resource types whose names hold no slash, so that what goes on behind one is another's ARN. */
const unslashed = new Set(["s3:bucket", "s3:accesspoint", "dynamodb:table"]);

/**
 * Services of which AWS's own policies name ARNs for actions that, by the reference, have none: CloudWatch Logs and IAM go by the prefix that is
 * asked for, Session Manager by its sessions, Step Functions by the state machine that waits for the answer.
 */
const byPrefix = new Set(["logs", "iam", "ssmmessages", "states"]);

/**
 * Services that say of such actions that no ARN will do, be it a star behind a type
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-policies-ec2-console.html, https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html).
 */
const strict = new Set(["ec2", "ecr"]);

/** What a statement names: a pattern with stars for what is not known. */
export interface Named {
  readonly pattern: string;
  /** Undefined where it is no whole ARN of one service. */
  readonly arn: Arn | undefined;
  /** The kinds of resources of its own service that it can mean. */
  readonly kinds: readonly ResourceType[];
}

/** Reads a value under `Resource`. */
export const namedBy = (value: Value, data: ActionData): Named =>
  named(
    data,
    (value.state === "unknown" ? (value.parts ?? [value]) : [textOf(value) ?? value])
      .map((part) => (typeof part === "string" ? replaceVariables(part, () => "*") : (sample(part, data) ?? "*")))
      .join(""),
  );

const named = remembered((data, pattern): Named => {
  const read = arn(pattern);
  if (!read || isOpen(read.service)) return { pattern, arn: undefined, kinds: [] };
  const own = { ...read, resource: read.resource.toLowerCase() };
  return { pattern, arn: own, kinds: data.resourceTypesOf(own.service).filter((kind) => canBe(own, kind)) };
});

/** An ARN such as the declared resource has that a value refers to, or a name such as its bucket has. */
function sample({ refs = [] }: Value, data: ActionData): string | undefined {
  const declared = refs.find(({ mode }) => mode === "resource" || mode === "data");
  const [service = "", name = ""] = declaredAs[declared?.type ?? ""]?.split(":") ?? [];
  if (declared?.attribute === "arn") return data.resourceType(service, name)?.arn.replaceAll(/\$\{[^}]*\}/g, "x");
  return declared?.type === "aws_s3_bucket" && /^(?:id|bucket)$/.test(declared.attribute) ? "x" : undefined;
}

/** Whether an action can be used on something that is named, as far as that can be told. */
export function isUsable(action: Action, { pattern, arn: read, kinds }: Named, data: ActionData): boolean {
  const { service, resources } = action;
  // what is of no service that is known, or of no kind that it has, is a fault of its own
  if (!read || kinds.length === 0 || onSeveralPages.has(service) || matches(pattern, "*")) return true;
  if (resources.length > 0)
    return (
      kindsOf(data, action.name)
        .get(read.service)
        ?.some((kind) => canBe(read, kind)) ?? false
    );
  if (read.service !== service || strict.has(service)) return false;
  return (
    byPrefix.has(service) || kinds.some((kind) => forms(kind).some((form) => matches(read.resource, form.resource)))
  );
}

/** The kinds that an action works on, by the service of their ARNs. */
const kindsOf = remembered((data, name): ReadonlyMap<string, readonly ResourceType[]> => {
  const action = data.action(name);
  const kinds = action?.resources.flatMap(({ type }) => data.resourceType(action.service, type) ?? []) ?? [];
  return grouped(kinds, (kind) => forms(kind)[0]?.service ?? "");
});

/** The kind that a name most plainly means. */
const meantBy = ({ arn: read, kinds }: Named): ResourceType | undefined =>
  kinds
    .map((kind) => ({ kind, isWhole: forms(kind).some((form) => covers(form.resource, read?.resource ?? "")) }))
    .sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.kind.arn.length - a.kind.arn.length)[0]?.kind;

/** Whether an ARN can be that of a kind of resource, whatever its partition, region and account. */
function canBe({ service, resource }: Arn, kind: ResourceType): boolean {
  const hasSlashes = !unslashed.has(`${kind.service}:${kind.name}`);
  return forms(kind).some(
    (form) =>
      form.service === service &&
      overlap(form.resource, resource) &&
      (hasSlashes || slashes(resource) <= slashes(form.resource)),
  );
}

const slashes = (text: string): number => text.split("/").length;

/** How the ARNs of a kind are written, of which there may be several, in small letters and with a star for what varies. */
const forms = fact((kind: ResourceType): readonly Arn[] =>
  kind.arn.split(", ").flatMap((text) => {
    const form = arn(text.replaceAll(/\$\{[^}]*\}/g, "*"));
    return form ? [{ ...form, resource: form.resource.toLowerCase() }] : [];
  }),
);

/** Actions of a statement that work on none of its resources. */
export interface Mismatch {
  readonly values: readonly [Value, ...Value[]];
  /** What the first of them comes to. */
  readonly actions: readonly Action[];
  /** What they work on; undefined where they take `*` only. */
  readonly kind: ResourceType | undefined;
  /** What is named in its place, where that is of one kind. */
  readonly instead: ResourceType | undefined;
  /** The statement has no other actions. */
  readonly isWhole: boolean;
}

/** The actions of a statement that work on none of its resources, by what they work on. */
export function mismatchesOf(statement: Statement, data: ActionData): readonly Mismatch[] {
  const { actions, resources, open, policy } = statement;
  if (open || !actions || !resources?.values.length || actions.open || policy.kind === "trust") return [];
  if (actions.values.length * resources.values.length > mostPaired) return [];
  const names = resources.values.map((value) => namedBy(value, data));
  // what stands alone and is not known could be a list, but not where it is the ARN of something
  if (resources.open && !(names.length === 1 && names[0]?.arn)) return [];
  // what the policy of a resource says of other services is a fault of its own
  const services = servicesOf(policy);
  const isForeign = ({ service }: { readonly service: string }): boolean =>
    services !== undefined && !services.includes(service.toLowerCase());
  if (names.some(({ arn: read }) => read && isForeign(read))) return [];
  const found = new Map<ResourceType | undefined, { values: [Value, ...Value[]]; actions: readonly Action[] }>();
  for (const value of actions.values) {
    const taken = takenIn(value, data);
    if (taken.length === 0 || taken.some(isForeign)) continue;
    if (taken.some((action) => names.some((each) => isUsable(action, each, data)))) continue;
    const kind = plainest(taken, data);
    const group = found.get(kind);
    if (group) group.values.push(value);
    else found.set(kind, { values: [value], actions: taken });
  }
  if (found.size === 0) return [];
  const kinds = new Set(names.map(meantBy));
  const [instead] = kinds.size === 1 ? kinds : [];
  return [...found].map(([kind, group]) => ({
    ...group,
    kind,
    instead,
    isWhole: group.values.length === actions.values.length,
  }));
}

/** More actions and resources in one statement were not typed by anybody. */
const mostPaired = 2_000;

/** The actions that a value takes in, of one service: of all services there is always one that works. */
function takenIn(value: Value, data: ActionData): readonly Action[] {
  const text = textOf(value) ?? "*";
  return isOpen(text.slice(0, Math.max(1, text.indexOf(":"))))
    ? []
    : data.expand(text).flatMap((name) => data.action(name) ?? []);
}

/** The kind that actions most plainly work on: one that every call names, of those the one with the shortest ARN. */
function plainest(actions: readonly Action[], data: ActionData): ResourceType | undefined {
  const [kind] = actions
    .flatMap(({ service, resources }) =>
      resources.flatMap(({ type, required }) => {
        const found = data.resourceType(service, type);
        return found ? [{ found, required }] : [];
      }),
    )
    .sort((a, b) => Number(b.required) - Number(a.required) || a.found.arn.length - b.found.arn.length);
  return kind?.found;
}
