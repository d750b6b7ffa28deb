import type { Module } from "../../language/model/module.ts";
import { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import type { Reference, Value } from "../../language/model/value.ts";
import { addTo } from "../../language/multimap.ts";
import type { ElementList, Statement } from "../../language/policy/policy.ts";
import { fact } from "../../language/query/engine.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Place } from "../../language/syntax/text.ts";
import { carriedBy } from "../../rules/kit/carried.ts";
import { plain, references } from "../../rules/kit/checks.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { type Evidence, placeOf } from "../checklist/checklist.ts";
import { marked } from "../own-rules/marks.ts";
import { checkExample, exampleUri } from "../run/example.ts";
import { settingsOf } from "../show/spoken.ts";

/**
 * What rules have looked into in a root and all that it calls. It is known to be in order only where the code decides all that the rule
 * speaks about; what was found there is not known here.
 */
export function evidenceOfRules(rules: readonly Rule[], root: Module): readonly Evidence<Place>[] {
  const surroundings = new Surroundings(root);
  return root.tree().flatMap((module) =>
    rules.flatMap((rule) =>
      [...lookedInto(rule, module)]
        .filter(([resource]) => !isSpared(rule, resource))
        .map(([resource, subjects]) => ({
          item: rule.id,
          address: resource.address,
          at: placeOf(resource),
          isKnown: resource.certain && !resource.broken && surroundings.isDecided(rule, resource, subjects),
        })),
    ),
  );
}

function lookedInto(rule: Rule, module: Module): ReadonlyMap<Resource, readonly unknown[]> {
  const found = new Map<Resource, unknown[]>();
  for (const subject of rule.subjects(module)) {
    const resource = rule.looksInto(subject, module);
    if (resource) addTo(found, resource, subject);
  }
  return found;
}

/** Whether a resource is as the rule's insecure example has it: then something else keeps the rule from speaking, and it proves nothing. */
function isSpared(rule: Rule, resource: Resource): boolean {
  const own = settingsOf(rule).filter(({ type, path }) => type === resource.type && path !== "");
  return (
    own.length > 0 &&
    own.every(({ path, insecure }) => {
      const value = resource.get(path);
      if (value.state !== "absent") return insecure !== undefined && JSON.stringify(plain(value)) === insecure;
      return insecure === undefined || wrongByDefault(rule).has(path);
    })
  );
}

/** The attributes without which a rule still finds fault with its insecure example: what the provider takes then is no better. */
const wrongByDefault = fact((rule: Rule): ReadonlySet<string> => {
  const { text } = marked(rule.insecure);
  const wrong = new Set<string>();
  for (const { start, tree } of parse(exampleUri(), text).chunks)
    for (const block of tree.body.items)
      for (const item of block.kind === "block" ? block.body.items : []) {
        if (item.kind !== "attribute") continue;
        const without = `${text.slice(0, start + item.start)}${text.slice(start + item.end)}`;
        const { report } = checkExample(rule, without, { today: "2000-01-01", actions: undefined }, rule.file);
        if (report.findings.length > 0) wrong.add(item.name.text);
      }
  return wrong;
});

/** The resources of a root, by what they refer to, what refers to them, and the names that they have in common. */
class Surroundings {
  readonly #neighbours = new Map<Resource, Resource[]>();
  readonly #names = new Map<Resource, readonly string[]>();
  readonly #byName = new Map<string, Resource[]>();

  constructor(root: Module) {
    const resources = root.tree().flatMap((module) => module.resources.filter(({ mode }) => mode === "resource"));
    const byKey = new Map<string, Resource[]>();
    for (const resource of resources) addTo(byKey, keyOf({ ...resource, module: resource.module.address }), resource);
    for (const resource of resources)
      for (const reference of referencesIn(resource))
        for (const other of byKey.get(keyOf(reference)) ?? [])
          if (other !== resource && other.answersTo(reference)) {
            addTo(this.#neighbours, resource, other);
            addTo(this.#neighbours, other, resource);
          }
    for (const resource of resources) {
      const names = [...new Set(namesIn(resource))];
      this.#names.set(resource, names);
      for (const name of names) addTo(this.#byName, name, resource);
    }
  }

  /** Whether all that a rule speaks about is decided in a resource, and in those that stand with it as in the rule's example. */
  isDecided(rule: Rule, resource: Resource, subjects: readonly unknown[]): boolean {
    const statements = subjects.filter(isStatement);
    if (statements.length > 0) return statements.every(isDecidedStatement);
    const settings = settingsOf(rule);
    const types = new Set(rule.types);
    const own = settings.filter(({ type }) => type === resource.type);
    const others = settings.filter(({ type }) => !types.has(type));
    if (own.length > 0 ? !own.every(({ path }) => isDecidedAt(resource, path)) : !isDecidedWhole(resource))
      return false;
    if (others.length === 0) return true;
    const near = this.#standingWith(resource, typesIn(rule.secure));
    return others.every(({ type, path }) => {
      const companions = near.filter((one) => one.type === type);
      return companions.length > 0 && companions.every((one) => one.certain && isDecidedAt(one, path));
    });
  }

  /** What a resource is tied to by references and names, through resources of some types. */
  #standingWith(resource: Resource, types: ReadonlySet<string>): readonly Resource[] {
    const found = new Set([resource]);
    const names = new Set<string>();
    const take = (others: readonly Resource[] = []): void => {
      for (const other of others) if (types.has(other.type)) found.add(other);
    };
    for (const one of found) {
      take(this.#neighbours.get(one));
      for (const name of this.#names.get(one) ?? []) {
        if (!names.has(name)) take(this.#byName.get(name));
        names.add(name);
      }
    }
    found.delete(resource);
    return [...found];
  }
}

/** The types of the resources in an example. */
const typesIn = (example: string): ReadonlySet<string> =>
  new Set([...example.matchAll(/^resource "(\w+)"/gm)].flatMap(([, type]) => type ?? []));

const keyOf = ({ module, mode, type, name }: Pick<Reference, "module" | "mode" | "type" | "name">): string =>
  `${module} ${mode} ${type} ${name}`;

function* referencesIn(section: Section): Iterable<Reference> {
  for (const [, value] of section.values()) {
    yield* references(value);
    if (value.state === "unknown")
      for (const part of value.parts ?? []) if (typeof part !== "string") yield* references(part);
  }
  for (const type of blockTypes(section)) for (const inner of section.sections(type)) yield* referencesIn(inner);
}

/** What a section calls itself, or another by: `metric_name = "root-use"`. */
function* namesIn(section: Section): Iterable<string> {
  for (const [name, value] of section.values())
    if (/(?:^|_)(?:name|bucket)$/.test(name) && value.state === "known" && typeof value.value === "string")
      yield value.value;
  for (const type of blockTypes(section)) for (const inner of section.sections(type)) yield* namesIn(inner);
}

/** The types of the blocks in a section, those of dynamic ones included. */
const blockTypes = ({ block }: Section): readonly string[] => [
  ...new Set(
    block?.body.items.flatMap((item) =>
      item.kind === "block" ? ((item.type.text === "dynamic" ? item.labels[0]?.text : item.type.text) ?? []) : [],
    ),
  ),
];

/** Whether nothing but the code decides what is set at a path, in each block that the path leads through. */
function isDecidedAt(section: Section, path: string): boolean {
  const [head = "", ...rest] = path.split(".");
  if (path === "") return true;
  if (rest.length === 0) return isDecided(section.get(head)) || isDecidedPolicy(section, head);
  return !section.isOpen(head) && section.sections(head).every((inner) => isDecidedAt(inner, rest.join(".")));
}

/** Whether an attribute takes a policy of which all is decided: as a text it may have holes. */
function isDecidedPolicy(section: Section, path: string): boolean {
  if (!(section instanceof Resource)) return false;
  const own = carriedBy(section.module, [section]).filter(({ attachments }) =>
    attachments.some((one) => one.resource === section && one.path === path),
  );
  return own.length > 0 && own.every(({ open, effective }) => !open && effective.every(isDecidedStatement));
}

/** Whether nothing but the code decides what is set in a section: asked of a type that no example speaks of. */
const isDecidedWhole = (section: Section): boolean =>
  [...section.values()].every(([, value]) => isDecided(value)) &&
  blockTypes(section).every((type) => !section.isOpen(type) && section.sections(type).every(isDecidedWhole));

/** What is known, or is that of a resource which is written here too: a key's ARN. */
function isDecided(value: Value): boolean {
  switch (value.state) {
    case "list":
      return !value.open && value.items.every(isDecided);
    case "mapping":
      return !value.open && [...value.entries.values()].every((entry) => isDecided(entry.value));
    case "unknown":
      if (value.parts) return value.parts.every((part) => typeof part === "string" || isDecided(part));
      return value.refs !== undefined && value.refs.length > 0 && value.refs.every(isWritten);
    default:
      return true;
  }
}

/** A resource that is written here, or the account that all of it is in. */
const isWritten = ({ mode, type }: Reference): boolean =>
  mode === "resource" || (mode === "data" && ownTypes.has(type));

const ownTypes: ReadonlySet<string> = new Set(["aws_caller_identity", "aws_partition", "aws_region"]);

const isStatement = (subject: unknown): subject is Statement =>
  typeof subject === "object" && subject !== null && "policy" in subject && "effect" in subject;

function isDecidedStatement(statement: Statement): boolean {
  const { policy, effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions } =
    statement;
  const lists: readonly (ElementList<unknown> | undefined)[] = [
    actions,
    notActions,
    resources,
    notResources,
    principals,
    notPrincipals,
    conditions,
  ];
  const values = [actions, notActions, resources, notResources].flatMap((list) => list?.values ?? []);
  const identifiers = [principals, notPrincipals].flatMap((list) => list?.values ?? []).map((one) => one.identifiers);
  return (
    !policy.open &&
    !statement.open &&
    lists.every((list) => !list?.open) &&
    [effect, ...values, ...identifiers.flatMap((list) => list.values)].every(isDecided) &&
    identifiers.every(({ open }) => !open)
  );
}
