import type { Module } from "../../../language/model/module.ts";
import { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Policy, type Statement, textOf } from "../../../language/policy/policy.ts";
import { plain } from "../../kit/checks.ts";
import { powers, type Reach, type Weight } from "../../kit/severity.ts";
import { powerOfAction, powerOfRole } from "./power.ts";

/** Services that take requests which nobody signed, where a policy lets everybody in. */
const unsigned = new Set(["s3", "sqs", "es", "execute-api", "mediastore", "mediapackagev2"]);

/** Who a principal `*` is to a statement: of most services whoever has an account, and signs with it. */
export const everyoneOf = (statement: Statement): { readonly who: string; readonly reach: Reach } =>
  texts(statement).some((text) => text === "*" || unsigned.has(serviceOf(text)))
    ? { who: "Anyone on the internet", reach: "internet" }
    : { who: "Any AWS account", reach: "any account" };

/** What a statement of a resource's policy allows, at its widest: "read objects of `logs`". */
export function doing(statement: Statement, module: Module): string {
  const of = guarded(statement);
  const [widest, ...others] = byBreadth(statement, module);
  if (widest === undefined) return statement.notActions ? `do almost anything with ${of}` : `use ${of}`;
  if (breadth(widest) < 2) return `do anything with ${of} (\`${widest}\`)`;
  const [verb, object] = spoken(widest) ?? [];
  if (verb === undefined) return `use \`${widest}\` on ${of}`;
  const verbs = [
    verb,
    ...others.flatMap((text) => (spoken(text)?.[1] === object && object !== "" ? (spoken(text)?.[0] ?? []) : [])),
  ];
  return [listed([...new Set(verbs)]), object, of].filter((part) => part !== "").join(" ");
}

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");

/** What actions do, in a word or two, and to what of the resource. */
const phrases: readonly (readonly [action: RegExp, verb: string, object: string])[] = [
  [/^s3:get(?:object.*|\*)$/i, "read", "objects of"],
  [/^s3:put(?:object.*|\*)$/i, "write", "objects of"],
  [/^s3:delete(?:object.*|\*)$/i, "delete", "objects of"],
  [/^s3:\*object$/i, "read, write and delete", "objects of"],
  [/^s3:list(?:bucket|\*)$/i, "list", ""],
  [/^sqs:sendmessage.*$/i, "send", "messages of"],
  [/^sqs:receivemessage$/i, "receive", "messages of"],
  [/^sqs:deletemessage.*$/i, "delete", "messages of"],
  [/^sns:publish$/i, "publish to", ""],
  [/^sns:subscribe$/i, "subscribe to", ""],
  [/^lambda:invoke.*$/i, "call", ""],
  [/^(?:execute-api:invoke|es:eshttp.*)$/i, "call", ""],
  [/^kms:decrypt$/i, "decrypt with", ""],
  [/^kms:(?:encrypt|generatedatakey.*)$/i, "encrypt with", ""],
  [/^secretsmanager:getsecretvalue$/i, "read", "the secret"],
  [/^ecr:(?:batchgetimage|getdownloadurlforlayer)$/i, "pull", "images of"],
  [/^ecr:(?:putimage|uploadlayerpart|initiatelayerupload|completelayerupload)$/i, "push", "images of"],
  [/^dynamodb:(?:getitem|batchgetitem|query|scan)$/i, "read", "items of"],
  [/^dynamodb:(?:putitem|updateitem|batchwriteitem)$/i, "write", "items of"],
  [/^dynamodb:deleteitem$/i, "delete", "items of"],
];

const spoken = (text: string): readonly [verb: string, object: string] | undefined => {
  const found = phrases.find(([action]) => action.test(text));
  return found && [found[1], found[2]];
};

/** Everything, a service, less. */
const breadth = (text: string): number => (text === "*" || text === "*:*" ? 0 : /^[\w-]+:\*$/.test(text) ? 1 : 2);

/** The actions of a statement as they are written, the widest and then the gravest first. */
function byBreadth({ actions }: Statement, module: Module): readonly string[] {
  const rank = (value: Value): number => powers.indexOf(powerOfAction(value, module) ?? "information");
  return (actions?.values ?? [])
    .flatMap((value) => {
      const text = textOf(value);
      return text === undefined ? [] : [{ text, breadth: breadth(text), rank: rank(value) }];
    })
    .sort((a, b) => a.breadth - b.breadth || a.rank - b.rank)
    .map(({ text }) => text);
}

const texts = ({ actions }: Statement): readonly string[] =>
  actions?.values.flatMap((value) => textOf(value) ?? []) ?? [];

const serviceOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();

/** What the policy of a resource guards, by the name that it has here. */
export function guarded({ policy, resources }: Statement): string {
  const carrier = policy.attachments[0]?.resource;
  if (carrier) {
    const meant = guarding.flatMap((name) => resourceOf(carrier, name) ?? [])[0];
    return quoted(nameOf(meant ?? carrier));
  }
  const text = resources?.values.length === 1 && resources.values[0] ? textOf(resources.values[0]) : undefined;
  const path = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\w./:-]*\w)/.exec(text ?? "")?.[1];
  return path === undefined ? "the resource" : quoted(path);
}

/** The attributes by which policies that are resources name what they guard. */
const guarding = [
  "bucket",
  "queue_url",
  "arn",
  "key_id",
  "repository",
  "secret_arn",
  "file_system_id",
  "domain_name",
  "function_name",
  "resource_arn",
  "rest_api_id",
  "stream_arn",
  "cluster_arn",
  "backup_vault_name",
  "event_bus_name",
  "destination_name",
];

function resourceOf(carrier: Resource, attribute: string): Resource | undefined {
  const reference = carrier.get(attribute).refs?.find(({ mode }) => mode === "resource");
  return reference && carrier.module.find(reference);
}

/** Its label, or where that says nothing the name that AWS knows it by. */
function nameOf(resource: Resource): string {
  if (!/^(?:this|main|default|self)$/.test(resource.name)) return resource.name;
  const known = ["bucket", "name", "function_name", "domain_name"].map((name) => plain(resource.get(name)));
  const name = known.find((each) => typeof each === "string" && each !== "");
  return typeof name === "string" ? name : resource.name;
}

const quoted = (name: string): string => `\`${name}\``;

/** Who holds a policy: "the holder of `worker`". */
export function holder({ attachments, form }: Policy): string {
  const carrier = attachments[0]?.resource;
  const identity = carrier && ["role", "user", "group"].flatMap((name) => resourceOf(carrier, name) ?? [])[0];
  const named =
    identity ?? carrier ?? (form.kind === "block" && form.section instanceof Resource ? form.section : undefined);
  return named ? `the holder of ${quoted(nameOf(named))}` : "the holder of this policy";
}

/** The role that a trust policy is of. */
export const roleOf = ({ attachments }: Policy): Resource | undefined =>
  attachments.find(({ resource }) => resource.type === "aws_iam_role")?.resource;

/** What letting somebody assume a role comes to, with its weight where what the role may do is in view. */
export function assuming(
  who: string,
  reach: Reach,
  { policy }: Statement,
): { readonly message: string } & Partial<Weight> {
  const role = roleOf(policy);
  const power = role && powerOfRole(role);
  const { form } = policy;
  const named = role ?? (form.kind === "block" && form.section instanceof Resource ? form.section : undefined);
  const name = named ? quoted(nameOf(named)) : "the role";
  return {
    message: power === "admin" ? `${who} can become administrator through ${name}` : `${who} can assume ${name}`,
    ...(power && { reach, power }),
  };
}

/** A sentence begins with a capital. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
