import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { powers, type Reach, type Weight } from "../../kit/severity.ts";
import { guarded, roleNamed, roleOf } from "./names.ts";
import { makesAdministrator, powerOfAction, powerOfHolder } from "./power.ts";

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
  const isBrought = verbs.every((each) => /^(?:write|send|push)$/.test(each));
  const whole = /s$/.test(object ?? "") ? `${object} ${isBrought ? "to" : "of"}` : object;
  return [listed([...new Set(verbs)]), whole, of].filter((part) => part !== "").join(" ");
}

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");

/** What actions do, in a word or two, and to what of the resource. */
const phrases: readonly (readonly [action: RegExp, verb: string, object: string])[] = [
  [/^s3:get(?:object.*|\*)$/i, "read", "objects"],
  [/^s3:put(?:object.*|\*)$/i, "write", "objects"],
  [/^s3:delete(?:object.*|\*)$/i, "delete", "objects"],
  [/^s3:\*object$/i, "read, write and delete", "objects"],
  [/^s3:list(?:bucket|\*)$/i, "list", ""],
  [/^sqs:sendmessage.*$/i, "send", "messages"],
  [/^sqs:receivemessage$/i, "receive", "messages"],
  [/^sqs:deletemessage.*$/i, "delete", "messages"],
  [/^sns:publish$/i, "publish to", ""],
  [/^sns:subscribe$/i, "subscribe to", ""],
  [/^lambda:invoke.*$/i, "call", ""],
  [/^(?:execute-api:invoke|es:eshttp.*)$/i, "call", ""],
  [/^kms:decrypt$/i, "decrypt with", ""],
  [/^kms:(?:encrypt|generatedatakey.*)$/i, "encrypt with", ""],
  [/^secretsmanager:getsecretvalue$/i, "read", "the secret"],
  [/^ecr:(?:batchgetimage|getdownloadurlforlayer)$/i, "pull", "images"],
  [/^ecr:(?:putimage|uploadlayerpart|initiatelayerupload|completelayerupload)$/i, "push", "images"],
  [/^dynamodb:(?:getitem|batchgetitem|query|scan)$/i, "read", "items"],
  [/^dynamodb:(?:putitem|updateitem|batchwriteitem)$/i, "write", "items"],
  [/^dynamodb:deleteitem$/i, "delete", "items"],
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

/** What letting somebody assume a role comes to, with its weight where what the role may do is in view. */
export function assuming(
  who: string,
  reach: Reach,
  { policy }: Statement,
): { readonly message: string } & Partial<Weight> {
  const role = roleOf(policy);
  const power = role && powerOfHolder(role);
  const name = roleNamed(policy);
  return {
    message:
      role && power === "admin" && makesAdministrator(role)
        ? `${who} can become administrator through ${name}`
        : `${who} can assume ${name}`,
    ...(power && { reach, power }),
  };
}
