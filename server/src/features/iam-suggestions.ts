import { sentence } from "../../../analysis/show/wording.ts";
import type { Module } from "../../../language/model/module.ts";
import { arnParts, template } from "../../../language/policy/arn.ts";
import type { ElementAt } from "../../../language/policy/element-at.ts";
import { holeMark } from "../../../language/policy/embedded.ts";
import { operators, operatorUse } from "../../../language/policy/operators.ts";
import type { AccessLevel, Action, ActionData, ConditionKey } from "../../../language/schema/actions.ts";
import { table } from "../../../language/syntax/table.ts";
import { concat, isVerbatim, piecesOf, stop, type Text } from "../../../language/write/source.ts";
import { isUsualService, mostUsual, usualPlace } from "./iam-usual.ts";

/** Something that can stand at a place of a policy. */
export interface Suggestion {
  /** What is shown, and what typing is held against. */
  readonly label: string;
  readonly kind: "service" | "action" | "wildcard" | "key" | "operator" | "value" | "arn" | "reference";
  /** What is written, without quotes; the label where it is not given. */
  readonly words?: Text;
  /** Terraform code, which stands without quotes by itself. */
  readonly code?: string;
  /** Short, beside the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** Lower ones stand first; alike, the alphabet decides. */
  readonly rank?: number;
  /** What follows a name: nothing, a string, a list, an object, a list of statements. */
  readonly opens?: "string" | "list" | "object" | "block" | "statements";
}

/** What can stand at an element, whatever has been typed of it so far. */
export function suggestions(element: ElementAt, module: Module): readonly Suggestion[] {
  const { role: part, notation, siblings } = element;
  const data = module.actions;
  switch (part.kind) {
    case "policy-key":
      return beside(policyKeys, siblings);
    case "statement-key":
      return statementKeys(notation === "document", siblings);
    case "principals-key":
      return beside(principalsKeys, siblings);
    case "condition-block-key":
      return beside(conditionKeys, siblings);
    case "effect":
      return [
        { label: "Allow", kind: "value" },
        { label: "Deny", kind: "value", rank: 1 },
      ];
    case "version":
      return [
        { label: "2012-10-17", kind: "value", detail: "knows all of the language" },
        { label: "2008-10-17", kind: "value", detail: "knows no policy variables", rank: 1 },
      ];
    case "sid":
      return sids(element);
    case "action":
      return data ? actions(element, data) : [];
    case "resource":
      return resources(element, module, data);
    case "principal-type":
      return principalTypes(notation === "document");
    case "principal":
      return principals(part.type, data);
    case "operator":
      return operatorNames();
    case "condition-key":
      return data ? keys(element, part.operator, data) : [];
    case "condition-value":
      return values(part.key, data);
  }
}

// ── names

type NameSuggestion = readonly [label: string, opens: Suggestion["opens"], documentation: string];

const named = (names: readonly NameSuggestion[]): readonly Suggestion[] =>
  names.map(([label, opens, documentation], rank) => ({
    label,
    kind: "key",
    documentation,
    rank,
    ...(opens && { opens }),
  }));

const policyKeys = named([
  ["Version", "string", "Of the policy language: 2012-10-17 knows all of it."],
  ["Id", "string", "Names the policy, where the service asks for it."],
  ["Statement", "statements", "What the policy allows and denies."],
]);

const jsonKeys = named([
  ["Sid", "string", "Names the statement."],
  ["Effect", "string", "Allow or Deny."],
  ["Action", "list", "What is allowed or denied."],
  ["Resource", "list", "On what."],
  ["Condition", "object", "Under which circumstances."],
  ["Principal", "object", "For whom: in policies of resources, and in trust policies."],
  ["NotAction", "list", "Everything but these actions."],
  ["NotResource", "list", "Everything but these resources."],
  ["NotPrincipal", "object", "Everybody but these."],
]);

const documentKeys = named([
  ["sid", "string", "Names the statement."],
  ["effect", "string", "Allow, where it is not given, or Deny."],
  ["actions", "list", "What is allowed or denied."],
  ["resources", "list", "On what."],
  ["condition", "block", "Under which circumstances."],
  ["principals", "block", "For whom: in policies of resources, and in trust policies."],
  ["not_actions", "list", "Everything but these actions."],
  ["not_resources", "list", "Everything but these resources."],
  ["not_principals", "block", "Everybody but these."],
]);

const principalsKeys = named([
  ["type", "string", "AWS, Service, Federated, CanonicalUser or *."],
  ["identifiers", "list", "Who."],
]);

const conditionKeys = named([
  ["test", "string", "The operator."],
  ["variable", "string", "The condition key."],
  ["values", "list", "What it is compared with."],
]);

/** Names that exclude each other. */
const opposites = (name: string): string => (/^not_?/i.test(name) ? name.replace(/^not_?/i, "") : name).toLowerCase();

const beside = (all: readonly Suggestion[], siblings: readonly string[]): readonly Suggestion[] =>
  all.filter(({ label }) => !siblings.includes(label));

function statementKeys(isDocument: boolean, siblings: readonly string[]): readonly Suggestion[] {
  const taken = new Set(siblings.map(opposites));
  return (isDocument ? documentKeys : jsonKeys).filter(
    ({ label, opens }) => opens === "block" || !taken.has(opposites(label)),
  );
}

function sids({ actions }: ElementAt): readonly Suggestion[] {
  const named = actions.slice(0, 2).flatMap((action) => {
    const [, service = "", name = ""] = /^([\w-]+):([\w*]+)$/.exec(action) ?? [];
    const words = [service, name.replaceAll("*", "All")].flatMap((part) => part.split("-"));
    const sid = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
    return sid === "" ? [] : [`Allow${sid}`, `Deny${sid}`];
  });
  return named.map((label) => ({ label, kind: "value" }));
}

// ── actions

function actions({ text, actions }: ElementAt, data: ActionData): readonly Suggestion[] {
  const colon = text.indexOf(":");
  if (colon < 0) return services(actions, data);
  const service = text.slice(0, colon).toLowerCase();
  const present = new Set(actions.map((name) => name.toLowerCase()));
  present.delete(text.toLowerCase());
  const all = data.actionsOf(service);
  return [
    ...all
      .filter(({ name }) => !present.has(name.toLowerCase()))
      .map((action) => actionSuggestion(action, isBegun(action.name, text))),
    ...wildcards(service, all),
  ];
}

/** Those first that begin as has been typed; of them the usual ones, by their place, then what reads before what writes and shares. */
const actionSuggestion = ({ name, level, description }: Action, isBegun: boolean): Suggestion => ({
  label: name,
  kind: "action",
  detail: level,
  documentation: sentence(description),
  rank: (usualPlace(name) ?? mostUsual + levels.indexOf(level)) + (isBegun ? 0 : wildcardRank / 2),
});

const isBegun = (name: string, typed: string): boolean => name.toLowerCase().startsWith(typed.toLowerCase());

const levels: readonly AccessLevel[] = ["Read", "Write", "List", "Tagging", "Permissions management"];

/** After all actions, whatever their rank. */
const wildcardRank = 100;

/** `s3:*` and one for each verb that several actions begin with. */
function wildcards(service: string, all: readonly Action[]): readonly Suggestion[] {
  if (all.length === 0) return [];
  const verbs = new Map<string, number>();
  for (const { name } of all) {
    const verb = /^[A-Z][a-z]+/.exec(name.slice(service.length + 1))?.[0];
    if (verb !== undefined) verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  }
  const counted = (label: string, number: number, rank: number): Suggestion => ({
    label,
    kind: "wildcard",
    detail: `${number} actions`,
    rank,
  });
  return [
    ...[...verbs].flatMap(([verb, number]) =>
      number > 1 ? [counted(`${service}:${verb}*`, number, wildcardRank)] : [],
    ),
    counted(`${service}:*`, all.length, wildcardRank + 1),
  ];
}

function services(actions: readonly string[], data: ActionData): readonly Suggestion[] {
  const used = new Set(actions.map((name) => name.slice(0, Math.max(0, name.indexOf(":"))).toLowerCase()));
  const prefixes = data.services.map(
    (label): Suggestion => ({
      label,
      kind: "service",
      detail: data.serviceName(label) ?? "",
      rank: used.has(label) ? 0 : isUsualService(label) ? 1 : 2,
    }),
  );
  return [...prefixes, { label: "*", kind: "wildcard", detail: "every action of every service", rank: 3 }];
}

/** The actions that are written out, and the first that each wildcard takes in. */
function known(names: readonly string[], data: ActionData): readonly Action[] {
  return names.flatMap((name) => {
    if (name.includes(holeMark) || name === "*") return [];
    return data.expand(name).flatMap((each) => data.action(each) ?? []);
  });
}

// ── resources

function resources({ text, actions, notation }: ElementAt, module: Module, data: ActionData | undefined) {
  const typed = arnParts(text.replaceAll(holeMark, "*"))?.service;
  const found = new Map<string, Suggestion>();
  const add = (service: string, type: string, rank: number): void => {
    const arn = data?.resourceType(service, type)?.arn;
    if (arn !== undefined && !found.has(arn)) found.set(arn, arnSuggestion(arn, type, rank));
  };
  const named = data ? known(actions, data) : [];
  for (const action of named)
    for (const { type, required } of action.resources) add(action.service, type, required ? 1 : 2);
  if (typed !== undefined && data) for (const { name } of data.resourceTypesOf(typed)) add(typed, name, 3);
  const services = new Set([...named.map(({ service }) => service), ...(typed === undefined ? [] : [typed])]);
  const isAny = named.length === 0 || named.some(({ resources }) => resources.length === 0);
  const star: Suggestion = { label: "*", kind: "value", detail: "every resource", rank: isAny ? 0 : 4 };
  return [...(notation === "json" ? [] : references(services, module)), ...found.values(), star];
}

function arnSuggestion(arn: string, type: string, rank: number): Suggestion {
  const words = template(arn);
  return { label: shown(words), kind: "arn", words, detail: type, rank };
}

const shown = (words: Text): string =>
  piecesOf(words)
    .map((piece) => (typeof piece === "string" ? piece : isVerbatim(piece) ? "" : String(piece.value)))
    .join("");

/** Resource types of Terraform whose `arn` policies ask for, by the service of their actions. */
const declared: Readonly<Record<string, readonly string[]>> = table({
  s3: ["aws_s3_bucket"],
  dynamodb: ["aws_dynamodb_table"],
  sqs: ["aws_sqs_queue"],
  sns: ["aws_sns_topic"],
  lambda: ["aws_lambda_function"],
  kms: ["aws_kms_key"],
  secretsmanager: ["aws_secretsmanager_secret"],
  ssm: ["aws_ssm_parameter"],
  iam: ["aws_iam_role", "aws_iam_policy"],
  sts: ["aws_iam_role"],
  logs: ["aws_cloudwatch_log_group"],
  ecr: ["aws_ecr_repository"],
  ecs: ["aws_ecs_cluster", "aws_ecs_task_definition"],
  states: ["aws_sfn_state_machine"],
  kinesis: ["aws_kinesis_stream"],
  firehose: ["aws_kinesis_firehose_delivery_stream"],
  events: ["aws_cloudwatch_event_bus"],
  rds: ["aws_db_instance", "aws_rds_cluster"],
});

function references(services: ReadonlySet<string>, module: Module): readonly Suggestion[] {
  const types = [...services].flatMap((service) => declared[service] ?? []);
  const addresses = new Set(
    types.flatMap((type) =>
      module.ofType(type).flatMap(({ key, type, name }) => (key === "" ? [`${type}.${name}`] : [])),
    ),
  );
  return [...addresses].map((address) => ({
    label: `${address}.arn`,
    kind: "reference",
    code: `${address}.arn`,
    detail: "of this module",
    rank: 0,
  }));
}

// ── principals

const principalTypes = (isDocument: boolean): readonly Suggestion[] => [
  ...named([
    ["AWS", "list", "Accounts, roles and users."],
    ["Service", "list", "A service of AWS that acts by itself."],
    ["Federated", "list", "Those whom an identity provider signs in."],
    ["CanonicalUser", "list", "An account, as Amazon S3 writes it."],
  ]),
  ...(isDocument ? ([{ label: "*", kind: "value", detail: "everybody", rank: 9 }] as const) : []),
];

/** Services that are most often trusted to act, as principals are named. */
const trusted =
  "apigateway autoscaling backup batch bedrock cloudformation cloudfront cloudtrail codebuild codedeploy codepipeline config delivery.logs dms ec2 ecs ecs-tasks edgelambda eks eks-fargate-pods elasticfilesystem elasticmapreduce events firehose glue guardduty lambda logs monitoring.rds opensearchservice pipes rds redshift s3 sagemaker scheduler secretsmanager ses sns sqs ssm states transfer vpc-flow-logs".split(
    " ",
  );

const account = stop("123456789012");

function principals(type: string, data: ActionData | undefined): readonly Suggestion[] {
  const arn = (detail: string, rank: number, ...resource: readonly Text[]): Suggestion => {
    const words = concat("arn:aws:iam::", account, ":", ...resource);
    return { label: shown(words), kind: "arn", words, detail, rank };
  };
  const of = table<readonly Suggestion[]>({
    AWS: [
      arn("a role", 0, "role/", stop("app")),
      arn("the whole account", 1, "root"),
      arn("a user", 2, "user/", stop("name")),
      { label: "*", kind: "value", detail: "everybody", rank: 9 },
    ],
    Service: trusted.map((name): Suggestion => {
      const detail = data?.serviceName(name) ?? "";
      return { label: `${name}.amazonaws.com`, kind: "service", detail };
    }),
    Federated: [
      arn("GitHub Actions", 0, "oidc-provider/token.actions.githubusercontent.com"),
      arn("an EKS cluster", 1, "oidc-provider/oidc.eks.", stop("eu-west-1"), ".amazonaws.com/id/", stop("ID")),
      arn("a SAML provider", 2, "saml-provider/", stop("name")),
      { label: "cognito-identity.amazonaws.com", kind: "value", detail: "Amazon Cognito", rank: 3 },
    ],
    "": [{ label: "*", kind: "value", detail: "everybody" }],
    "*": [{ label: "*", kind: "value", detail: "everybody" }],
  });
  return of[type] ?? [];
}

// ── conditions

function operatorNames(): readonly Suggestion[] {
  const each = (label: string, detail: string, rank: number): Suggestion => ({
    label,
    kind: "operator",
    detail,
    rank,
    opens: "object",
  });
  return [
    ...operators.map(({ name, types }, rank) => each(name, name === "Null" ? "any key" : types.join(", "), rank)),
    ...operators
      .filter(({ name }) => name !== "Null")
      .flatMap(({ name }, rank) => [
        each(`${name}IfExists`, "also where the key is missing", 100 + rank),
        ...(/^(?:String|Arn)/.test(name)
          ? [
              each(`ForAnyValue:${name}`, "one of several values", 200 + rank),
              each(`ForAllValues:${name}`, "all of several values, or none", 300 + rank),
            ]
          : []),
      ]),
  ];
}

function keys({ actions, siblings, notation }: ElementAt, operator: string, data: ActionData): readonly Suggestion[] {
  const named = known(actions, data);
  const counts = new Map<string, number>();
  for (const action of named) for (const name of keysOf(action, data)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const all = new Map<string, ConditionKey>();
  for (const name of counts.keys()) {
    const key = data.conditionKey(name);
    if (key) all.set(name, key);
  }
  for (const key of data.conditionKeysOf("aws")) if (!all.has(key.name)) all.set(key.name, key);
  const wanted = operatorUse(operator)?.operator.types;
  return [...all.values()]
    .filter(({ name }) => notation === "document" || !siblings.includes(name))
    .map((key) => {
      const [, before = "", variable] = /^(.*?)(?:\$\{|<)([^}>]*)[}>]$/.exec(key.name) ?? [];
      const fits = !wanted || wanted.includes(key.type);
      const share = (counts.get(key.name) ?? 0) === named.length && named.length > 0 ? 0 : counts.has(key.name) ? 1 : 2;
      return {
        label: variable === undefined ? key.name : `${before}${variable}`,
        kind: "key" as const,
        ...(variable !== undefined && { words: concat(before, stop(variable)) }),
        detail: key.isMultivalued ? `${key.type}, several values` : key.type,
        documentation: sentence(key.description),
        rank: share + (fits ? 0 : 5),
        opens: "string" as const,
      };
    });
}

function keysOf(action: Action, data: ActionData): ReadonlySet<string> {
  return new Set([
    ...action.conditionKeys,
    ...action.resources.flatMap(({ type, conditionKeys }) => [
      ...conditionKeys,
      ...(data.resourceType(action.service, type)?.conditionKeys ?? []),
    ]),
  ]);
}

function values(key: string, data: ActionData | undefined): readonly Suggestion[] {
  if (data?.conditionKey(key)?.type === "Bool" || /^aws:(?:SecureTransport|MultiFactorAuthPresent)$/i.test(key))
    return [
      { label: "true", kind: "value" },
      { label: "false", kind: "value" },
    ];
  if (/:x-amz-server-side-encryption$/i.test(key))
    return ["aws:kms", "AES256", "aws:kms:dsse"].map((label, rank) => ({ label, kind: "value", rank }));
  if (/^aws:(?:Source|Principal|Resource)Account$/i.test(key))
    return [{ label: "123456789012", kind: "value", words: account, detail: "an account" }];
  if (/^aws:(?:Source|Principal|Resource)OrgID$/i.test(key))
    return [
      { label: "o-exampleorgid", kind: "value", words: concat("o-", stop("exampleorgid")), detail: "an organization" },
    ];
  return [];
}
