import { type Json, toJson, type Value } from "../../../../language/model/value.ts";
import {
  type ElementList,
  type Policy,
  type PolicyKind,
  type Statement,
  textOf,
} from "../../../../language/policy/policy.ts";
import { table } from "../../../../language/syntax/table.ts";

/** Characters that AWS takes at most, by kind (quotas of IAM and of Organizations, the larger ones where several hold). */
const quotas: Readonly<Partial<Record<PolicyKind, number>>> = {
  identity: 10_240,
  boundary: 6_144,
  trust: 2_048,
  resource: 20_480,
  scp: 5_120,
  rcp: 5_120,
};

/** By the resource that the policy is handed to. */
const carried: Readonly<Record<string, number>> = table({
  aws_iam_policy: 6_144,
  aws_iam_user_policy: 2_048,
  aws_iam_group_policy: 5_120,
});

/** How many characters a policy may have. */
export const quota = ({ kind, attachments }: Policy): number | undefined =>
  carried[attachments[0]?.resource.type ?? ""] ?? quotas[kind];

/** How many characters a policy has, as AWS counts them: without white space; undefined where parts are unknown. */
export function sizeOf(policy: Policy): number | undefined {
  if (policy.open || policy.sources.length > 0 || policy.overrides.length > 0) return undefined;
  const { form, at, text } = policy;
  if (policy.notation === "json") {
    const written = text.slice(at.start, at.end);
    // most have nothing that JSON escapes, and are as long as they are written
    if (!written.includes("\\")) return textLength(written);
  }
  const json = form.kind === "object" ? toJson(form.mapping) : documentJson(policy);
  return json === undefined ? undefined : textLength(JSON.stringify(json));
}

function textLength(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) if (!isSpace(text.charCodeAt(at))) length++;
  return length;
}

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

function documentJson(policy: Policy): Json | undefined {
  const statements = policy.statements.map(statementJson);
  if (statements.includes(undefined)) return undefined;
  return { Version: textOf(policy.version) ?? "", Statement: statements.flatMap((json) => json ?? []) };
}

/** A statement as JSON writes it; undefined where parts are unknown. */
export function statementJson(statement: Statement): Readonly<Record<string, Json>> | undefined {
  const { sid, effect, conditions, principals, notPrincipals, open } = statement;
  const isDocument = statement.form.kind === "block";
  const verdict = textOf(effect);
  if (open || verdict === undefined) return undefined;
  const json: Record<string, Json> = { Effect: verdict };
  if (textOf(sid)) json["Sid"] = textOf(sid) ?? "";
  const lists = {
    Action: statement.actions,
    NotAction: statement.notActions,
    Resource: statement.resources,
    NotResource: statement.notResources,
  };
  for (const [name, elements] of Object.entries(lists)) {
    const list = elements && listJson(elements, isDocument);
    if (elements && list === undefined) return undefined;
    if (list !== undefined) json[name] = list;
  }
  const grouped = (
    pairs: Iterable<readonly [string | undefined, string | undefined, ElementList<Value>]>,
    areSets: boolean,
  ) => {
    const groups: Record<string, Record<string, Json>> = Object.create(null);
    for (const [outer, inner, elements] of pairs) {
      const list = listJson(elements, areSets);
      if (outer === undefined || inner === undefined || list === undefined) return undefined;
      groups[outer] = { ...groups[outer], [inner]: list };
    }
    return groups;
  };
  if (conditions) {
    const groups = grouped(
      conditions.values.map(({ operator, key, values }) => [textOf(operator), textOf(key), values]),
      false,
    );
    if (!groups || conditions.open) return undefined;
    json["Condition"] = groups;
  }
  for (const [name, found] of [
    ["Principal", principals],
    ["NotPrincipal", notPrincipals],
  ] as const) {
    if (!found) continue;
    const groups = grouped(
      found.values.map(({ type, identifiers }) => ["", textOf(type), identifiers]),
      isDocument,
    );
    if (!groups || found.open) return undefined;
    json[name] = groups[""] ?? {};
  }
  return json;
}

/** What a document calls a set is written once, however often it is there. */
function listJson({ values, open }: ElementList<Value>, isSet: boolean): Json | undefined {
  const every = values.map(toJson);
  const items = isSet ? [...new Set(every)] : every;
  if (open || items.includes(undefined)) return undefined;
  const known = items.flatMap((item) => (item === undefined ? [] : [item]));
  return known.length === 1 ? known[0] : known;
}
