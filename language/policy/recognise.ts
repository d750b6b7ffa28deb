import type { Mapping, Value } from "../model/value.ts";
import type { Draft } from "./elements.ts";
import type { Attachment, PolicyKind } from "./policy.ts";
import { textOf } from "./policy.ts";

/** A policy document inside a larger value, with the key it stands under. */
export interface FoundPolicy {
  readonly mapping: Mapping;
  readonly key: string | undefined;
}

/** Every policy document in a value, at any depth. */
export function* documentsIn(value: Value, key?: string): Iterable<FoundPolicy> {
  if (value.state === "mapping") {
    if (isDocument(value)) yield { mapping: value, key };
    else for (const [name, entry] of value.entries) yield* documentsIn(entry.value, name);
  } else if (value.state === "list") for (const item of value.items) yield* documentsIn(item, key);
}

/** `Statement` with an `Effect` in it, or a version of IAM's language: nothing else is written like that. */
function isDocument({ entries }: Mapping): boolean {
  const statement = entries.get("Statement")?.value;
  const version = entries.get("Version")?.value;
  if (version && /^20(?:08|12)-10-17$/.test(textOf(version) ?? "")) return statement?.state !== "known";
  if (statement?.state === "mapping") return isStatement(statement);
  return statement?.state === "list" && statement.items.some(isStatement);
}

const isStatement = (value: Value): boolean =>
  value.state === "mapping" &&
  (value.entries.has("Effect") || (value.entries.has("Action") && value.entries.has("Resource")));

const kinds: readonly PolicyKind[] = [
  "identity",
  "resource",
  "trust",
  "boundary",
  "session",
  "scp",
  "rcp",
  "vpc-endpoint",
];

/**
 * What a comment says above the line of an offset: `# parapet:policy-kind scp`, in JSON with `//`. Far along in a line there is nothing
 * above: in a file of one line, to look for its beginning from each of a thousand policies would take the square of its length.
 */
export function statedKind(text: string, offset: number): PolicyKind | undefined {
  const from = Math.max(0, offset - longestBefore);
  const above = text.slice(from, offset).lastIndexOf("\n");
  for (let end = above < 0 ? -1 : from + above; end > 0; ) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (!/^(?:#|\/\/)/.test(line)) return undefined;
    const said = /^(?:#|\/\/)\s*parapet:policy-kind\s+([\w-]+)/.exec(line)?.[1];
    const kind = kinds.find((one) => one === said);
    if (kind) return kind;
    end = start - 1;
  }
  return undefined;
}

/** Most that stands before a policy in its own line, where one may be commented on. */
const longestBefore = 10_000;

/** The kind of a policy that no resource is seen to take: by its elements, and by its name where they leave it open. */
export function inferredKind(
  statements: readonly Draft[],
  about: { readonly key?: string | undefined; readonly name?: string | undefined } = {},
): PolicyKind {
  if (about.key === "AssumeRolePolicyDocument") return "trust";
  const named = statements.filter(({ principals, notPrincipals }) => principals ?? notPrincipals);
  if (named.length > 0) return named.every(isTrusting) ? "trust" : "resource";
  return limits.find(({ word }) => word.test(about.name ?? ""))?.kind ?? "identity";
}

/** Whether something by this name is a permissions boundary. */
export const isCalledBoundary = (name: string): boolean => boundary.test(name);

const boundary = /(?:^|[^a-z])boundar(?:y|ies)(?:[^a-z]|$)/i;

/** Kinds of policies that only limit: their elements are those of any other policy, and only a name tells them apart. */
const limits: readonly { readonly word: RegExp; readonly kind: PolicyKind }[] = [
  { word: boundary, kind: "boundary" },
  {
    word: /(?:^|[^a-z])(?:scps?|(?:service[-_ ]?control|org(?:ani[sz]ations?)?)[-_ ]?polic(?:y|ies))(?:[^a-z]|$)/i,
    kind: "scp",
  },
];

/** Says who may assume something, and nothing about what is reached: identity providers appear nowhere else. */
const isTrusting = ({ actions, resources, principals }: Draft): boolean =>
  !resources &&
  ((actions !== undefined &&
    actions.values.length > 0 &&
    actions.values.every((action) => isAssuming(textOf(action)))) ||
    (principals?.values.some(({ type }) => textOf(type) === "Federated") ?? false));

const isAssuming = (action: string | undefined): boolean =>
  action !== undefined && /^sts:(?:assumerole|tagsession|setsourceidentity|setcontext)/i.test(action);

/** By what takes it, else by what a comment says; that a managed policy is a boundary can only be said. */
export function kindOf([attachment]: readonly Attachment[], stated: PolicyKind | undefined): PolicyKind | undefined {
  return attachment?.kind === "identity" && stated === "boundary" ? stated : (attachment?.kind ?? stated);
}
