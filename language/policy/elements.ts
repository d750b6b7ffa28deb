import type { Section } from "../model/section.ts";
import {
  absent,
  type Entry,
  type Known,
  known,
  type List,
  type Mapping,
  type Unknown,
  type Value,
} from "../model/value.ts";
import { fact } from "../query/engine.ts";
import { near, type Place } from "../syntax/text.ts";
import type { Item } from "../syntax/tree.ts";
import { type Condition, type ElementList, inDocument, type Principal, type Statement } from "./policy.ts";

/** A statement before it is known in which policy it stands. */
export type Draft = Omit<Statement, "policy">;

/** Reads the `Statement` element of an object: one statement or a list of them. */
export function statementsOf(policy: Mapping): { readonly statements: readonly Draft[]; readonly open: boolean } {
  const value = policy.entries.get("Statement")?.value;
  if (!value) return { statements: [], open: policy.open };
  if (value.state === "mapping") return { statements: [fromObject(value)], open: policy.open };
  if (value.state !== "list") return { statements: [], open: true };
  const objects = value.items.filter((item) => item.state === "mapping");
  return { statements: objects.map(fromObject), open: isOpen(value) || objects.length < value.items.length };
}

/** Once for each object, so that a statement that is the same in the next version of a file is so here, too. */
const fromObject = fact((mapping: Mapping): Draft => {
  const { at, entries, open } = mapping;
  const element = (name: string): ElementList<Value> | undefined => listed(entries.get(name));
  const effect = entries.get("Effect");
  return {
    at,
    header: effect ? near(effect.key, effect.key.start, Math.max(effect.key.end, effect.value.at.end)) : at,
    form: { kind: "object", mapping },
    effect: effect?.value ?? absent(at),
    sid: entries.get("Sid")?.value ?? absent(at),
    actions: element("Action"),
    notActions: element("NotAction"),
    resources: element("Resource"),
    notResources: element("NotResource"),
    principals: principals(entries.get("Principal")),
    notPrincipals: principals(entries.get("NotPrincipal")),
    conditions: conditions(entries.get("Condition")),
    open,
  };
});

/** A value that may stand alone or in a list. */
function listed(entry: Entry | undefined): ElementList<Value> | undefined {
  if (!entry) return undefined;
  const { key } = entry;
  const value = unfilled(entry.value);
  if (value.state === "list") return { key, at: value.at, values: value.items, open: isOpen(value) };
  return { key, at: value.at, values: [value], open: value.state === "unknown" && value.parts === undefined };
}

/** Whether a list may have further items; an empty one that is written elsewhere is there to be filled. */
const isOpen = ({ open, items, origin }: List): boolean => open || (items.length === 0 && origin !== undefined);

function principals(entry: Entry | undefined): ElementList<Principal> | undefined {
  if (!entry) return undefined;
  const { key, value } = entry;
  if (value.state === "mapping") {
    const values = [...value.entries].flatMap(([type, inner]) => {
      const identifiers = listed(inner);
      if (!identifiers) return [];
      return [{ at: spanning(inner.key, inner.value.at), type: known(type, inner.key), identifiers }];
    });
    return { key, at: value.at, values, open: value.open };
  }
  if (value.state === "list") {
    // IAM refuses a bare list; what stands in it is meant all the same
    const identifiers = { key, at: value.at, values: value.items, open: value.open };
    return { key, at: value.at, values: [{ at: value.at, type: known("*", value.at), identifiers }], open: value.open };
  }
  const identifiers = { key, at: value.at, values: [value], open: false };
  return { key, at: value.at, values: [{ at: value.at, type: value, identifiers }], open: value.state !== "known" };
}

function conditions(entry: Entry | undefined): ElementList<Condition> | undefined {
  if (!entry) return undefined;
  const { key, value } = entry;
  if (value.state !== "mapping") return { key, at: value.at, values: [], open: true };
  const found: Condition[] = [];
  let { open } = value;
  for (const [operator, inner] of value.entries) {
    if (inner.value.state !== "mapping") {
      open = true;
      continue;
    }
    const { entries, unnamed = [] } = inner.value;
    if (inner.value.open && unnamed.length === 0) open = true;
    const tests = [...entries].map(([name, { key, value }]) => ({ key: known(name, key), value }));
    for (const tested of [...tests, ...unnamed]) {
      const values = listed({ key: tested.key.at, value: tested.value });
      if (!values) continue;
      const at = spanning(tested.key.at, tested.value.at);
      found.push({ at, operator: known(operator, inner.key), key: tested.key, values });
    }
  }
  return { key, at: value.at, values: found, open };
}

/** Reads a `statement` block of `aws_iam_policy_document`. */
export function fromBlock(section: Section): Draft {
  const element = (plural: string): ElementList<Value> | undefined => {
    // the element's own name is surely meant
    const name = section.attribute(plural) ? plural : singular(plural);
    const value = section.get(section.attribute(name) ? name : plural);
    if (value.state === "absent") return undefined;
    const attribute = section.attribute(name);
    const read = listed({ key: attribute ? section.place(attribute.name) : value.at, value: policyVariables(value) });
    return read && { ...read, open: read.open || value.state === "unknown" };
  };
  const blocks = <Item>(name: string, read: (block: Section) => Item): ElementList<Item> | undefined => {
    const sections = section.sections(name);
    const open = section.isOpen(name);
    const [first] = sections;
    if (!first && !open) return undefined;
    return { key: first?.header ?? section.header, at: first?.at ?? section.at, values: sections.map(read), open };
  };
  const effect = section.get("effect");
  return {
    at: section.at,
    header: section.header,
    form: { kind: "block", section },
    effect: effect.state === "absent" ? known("Allow", section.header) : effect,
    sid: section.get("sid"),
    actions: element("actions"),
    notActions: element("not_actions"),
    resources: element("resources"),
    notResources: element("not_resources"),
    principals: blocks("principals", principalBlock),
    notPrincipals: blocks("not_principals", principalBlock),
    conditions: blocks("condition", conditionBlock),
    // what a name means that a statement does not have is not known: it may be meant for one of those that are missing
    open: section.isOpen("") || section.block?.body.items.some((item) => !isOfStatement(item)) === true,
  };
}

const singular = (name: string): string => name.replace(/s$/, "");

const ofStatement: ReadonlySet<string> = new Set([
  ...Object.values(inDocument),
  ...["actions", "not_actions", "resources", "not_resources"].map(singular),
  "dynamic",
]);

const isOfStatement = (item: Item): boolean =>
  ofStatement.has(item.kind === "attribute" ? item.name.text : item.type.text);

const principalBlock = (section: Section): Principal => ({
  at: section.at,
  type: section.get("type"),
  identifiers: required(section, "identifiers"),
});

const conditionBlock = (section: Section): Condition => ({
  at: section.at,
  operator: section.get("test"),
  key: policyVariables(section.get("variable")),
  values: required(section, "values"),
});

function required(section: Section, name: string): ElementList<Value> {
  const value = unfilled(policyVariables(section.get(name)));
  const attribute = section.attribute(name);
  const key = attribute ? section.place(attribute.name) : value.at;
  if (value.state === "list") return { key, at: value.at, values: value.items, open: value.open };
  if (value.state === "absent") return { key, at: value.at, values: [], open: section.isOpen(name) };
  return { key, at: value.at, values: [value], open: value.state === "unknown" };
}

/** What a program fills in before AWS sees it is not known: `__BUCKET_ARN__`. */
function unfilled(value: Value): Value {
  if (value.state === "list")
    return value.items.some(isUnfilled) ? { ...value, items: value.items.map(unfilled) } : value;
  if (!isUnfilled(value)) return value;
  const { at, origin } = value;
  const hole: Unknown = { state: "unknown", at };
  const parts = value.value.split(toFillIn).flatMap((text, index) => (index === 0 ? [text] : [hole, text]));
  return { state: "unknown", at, ...(origin && { origin }), parts: parts.filter((part) => part !== "") };
}

const toFillIn = /__[A-Z][A-Z\d]*(?:_[A-Z\d]+)*__/;

const isUnfilled = (value: Value): value is Known & { readonly value: string } =>
  value.state === "known" && typeof value.value === "string" && toFillIn.test(value.value);

/** A document writes `&{aws:username}` for IAM's own `${aws:username}`. */
function policyVariables(value: Value): Value {
  switch (value.state) {
    case "known":
      return typeof value.value === "string" && value.value.includes("&{")
        ? { ...value, value: value.value.replaceAll("&{", "${") }
        : value;
    case "list":
      return { ...value, items: value.items.map(policyVariables) };
    case "unknown":
      return value.parts ? { ...value, parts: value.parts.map(inPart) } : value;
    default:
      return value;
  }
}

const inPart = (part: string | Unknown): string | Unknown =>
  typeof part === "string" ? part.replaceAll("&{", "${") : part;

const spanning = (from: Place, to: Place): Place =>
  from.uri === to.uri && from.start <= to.end ? near(from, from.start, to.end) : to;
