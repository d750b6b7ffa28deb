import type { Node } from "yaml";
import type { Module } from "../../language/model/module.ts";
import { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import { type Json, toJson, type Value } from "../../language/model/value.ts";
import { memo } from "../../language/query/engine.ts";
import { resourceTypes } from "../../language/schema/schema.ts";
import type { Place } from "../../language/syntax/text.ts";
import {
  atLeast,
  atMost,
  companion,
  companions,
  type Demand,
  is,
  isNot,
  isSet,
  items,
  relatedTo,
  setting,
} from "../../rules/kit/checks.ts";
import { addItem, put, remove, removeItem, replace, type Source } from "../../rules/kit/edits.ts";
import type { Fix, Impact, Problem } from "../../rules/kit/rule.ts";
import type { Fields, YamlReader } from "../config/yaml.ts";
import { shown } from "../show/visible.ts";
import { among, isAbsent, isScalar, matching, outside, type PatternBudget, type YamlScalar } from "./demands.ts";
import { type SettingKind, settingAt } from "./settings.ts";
import { bodyAt, sourceAt } from "./sources.ts";

/** What a rule asks of a resource or block. */
export interface SettingCondition {
  /** Undefined where that cannot be known. */
  holds(section: Section): boolean | undefined;
  /** None unless it is known not to hold. */
  problems(section: Section): Iterable<Problem>;
  /** What to underline. */
  place(section: Section): Place;
  /** Whether a fix follows from it. */
  readonly isFixable: boolean;
}

/** What a condition is read for. */
export interface Purpose {
  readonly reader: YamlReader;
  readonly type: string;
  /** The nested block that is looked at, empty for the resource. */
  readonly block: string;
  readonly fixOptions: FixOptions;
  readonly budget: PatternBudget;
  /** Conditions that may still be read, and settings that were. */
  readonly room: { left: number; settings: number };
}

/** What the rule says of its fixes. */
export interface FixOptions {
  readonly title?: string | undefined;
  readonly impact?: Impact | undefined;
  /** The value to write where it does not follow from the demand. */
  readonly write?: Node | undefined;
  /** Whether that is a value to overtype. */
  readonly wrap: (source: Source) => Source;
}

/** Tests of one value, of which a condition has one. */
const tests = [
  "is",
  "isNot",
  "oneOf",
  "noneOf",
  "atLeast",
  "atMost",
  "matches",
  "contains",
  "lacks",
  "set",
  "absent",
] as const;

type TestName = (typeof tests)[number];

const fields = ["setting", ...tests, "default", "message", "companion", "all", "any", "not"];
const companionFields = ["type", "via", "attribute", "body", "check"];

const deepest = 6;
const most = 50;
const longest = 300;

/** Reads a condition; undefined where there is a mistake in it. */
function condition(node: Node, purpose: Purpose, depth = deepest): SettingCondition | undefined {
  const { reader, room } = purpose;
  if (depth === 0 || room.left-- <= 0) return reader.wrong(node, "These are too many conditions.");
  const own = reader.fields(node, "a condition", fields);
  if (!own) return undefined;
  const kinds = ["setting", "companion", "all", "any", "not"].filter((kind) => own.has(kind));
  const [kind] = kinds;
  if (kinds.length !== 1 || kind === undefined)
    return reader.wrong(node, "A condition has one of `setting`, `companion`, `all`, `any` and `not`.");
  const value = own.get(kind);
  if (!value) return undefined;
  if (kind !== "setting")
    for (const name of [...tests, "default"])
      if (own.has(name)) reader.wrong(own.get(name) ?? node, `\`${name}\` goes with \`setting\`.`);
  const said = own.get("message");
  const message = said && reader.string(said, "message", longest);
  switch (kind) {
    case "setting":
      return valueCondition(own, value, message, purpose);
    case "companion":
      return companionCondition(value, message, purpose, depth);
    case "not": {
      const inner = condition(value, purpose, depth - 1);
      return inner && opposite(inner, message);
    }
    default: {
      const parts = reader.list(value, kind, most).map((item) => condition(item, purpose, depth - 1));
      const known = parts.filter((part) => part !== undefined);
      if (known.length < parts.length) return undefined;
      return kind === "all" ? every(known) : some(known, message);
    }
  }
}

/** Several conditions that all have to hold, or one. */
export function conditions(node: Node, name: string, purpose: Purpose): SettingCondition | undefined {
  const parts = purpose.reader.list(node, name, most).map((item) => condition(item, purpose));
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length || known.length === 0 ? undefined : every(known);
}

const every = (parts: readonly SettingCondition[]): SettingCondition => ({
  holds: (section) => both(parts.map((part) => part.holds(section))),
  *problems(section) {
    for (const part of parts) yield* part.problems(section);
  },
  place: (section) => parts[0]?.place(section) ?? section.header,
  isFixable: parts.every(({ isFixable: isCurable }) => isCurable),
});

const some = (parts: readonly SettingCondition[], message: string | undefined): SettingCondition => ({
  holds: (section) => negated(both(parts.map((part) => negated(part.holds(section))))),
  *problems(section) {
    if (this.holds(section) !== false) return;
    yield {
      at: this.place(section),
      ...(message !== undefined && { message }),
      // each alternative is a fix; one that has several faults is none by itself
      *fixes() {
        for (const part of parts) {
          const [only, ...others] = part.problems(section);
          if (only && others.length === 0) yield* only.fixes?.() ?? [];
        }
      },
    };
  },
  place: (section) => section.header,
  isFixable: parts.some(({ isFixable: isCurable }) => isCurable),
});

const opposite = (inner: SettingCondition, message: string | undefined): SettingCondition => ({
  holds: (section) => negated(inner.holds(section)),
  *problems(section) {
    if (inner.holds(section) === true) yield { at: inner.place(section), ...(message !== undefined && { message }) };
  },
  place: (section) => inner.place(section),
  isFixable: false,
});

const negated = (holds: boolean | undefined): boolean | undefined => (holds === undefined ? undefined : !holds);

const both = (all: readonly (boolean | undefined)[]): boolean | undefined =>
  all.includes(false) ? false : all.includes(undefined) ? undefined : true;

function companionCondition(
  node: Node,
  message: string | undefined,
  purpose: Purpose,
  depth: number,
): SettingCondition | undefined {
  const { reader, block, fixOptions } = purpose;
  const own = reader.fields(node, "a companion", companionFields);
  if (!own) return undefined;
  if (block !== "") return reader.wrong(node, "A companion stands beside a resource, not beside a block in it.");
  const [typeNode, viaNode] = [required(own, reader, "type"), required(own, reader, "via")];
  const type = typeNode && resourceType(reader, typeNode);
  const via = viaNode && reader.string(viaNode, "via", longest);
  if (type === undefined || via === undefined) return undefined;
  const found = settingAt(type, via);
  if (found.kind === "missing") return reader.wrong(viaNode, found.message);
  const [attributeNode, bodyNode, checkNode] = [own.get("attribute"), own.get("body"), own.get("check")];
  const attribute = attributeNode && reader.string(attributeNode, "attribute", longest);
  if (attribute !== undefined && !/^\w+$/.test(attribute))
    return reader.wrong(attributeNode, "`attribute` is the name of an attribute.");
  const body = bodyNode ? bodyAt(reader, bodyNode, type) : {};
  const check =
    checkNode &&
    companionCheck(checkNode, { ...purpose, type, fixOptions: { ...fixOptions, write: undefined } }, depth);
  if (!body || (checkNode && !check)) return undefined;
  const { title, impact } = fixOptions;
  const demand = companion(type, {
    via,
    ...(attribute !== undefined && { attribute }),
    body: () => body,
    ...(impact && { impact }),
    ...(title !== undefined && { title }),
    ...(message !== undefined && { message }),
    ...(check && { check: (other) => check.problems(other) }),
  });
  return {
    holds(section) {
      if (!(section instanceof Resource)) return undefined;
      const { found: others, certain } = companions(section, type, via);
      if (others.length === 0) return certain ? false : undefined;
      return check ? both(others.map((other) => check.holds(other))) : true;
    },
    problems: (section) => (section instanceof Resource ? demand(section) : []),
    place: (section) => section.header,
    isFixable: check?.isFixable ?? true,
  };
}

function companionCheck(node: Node, purpose: Purpose, depth: number): SettingCondition | undefined {
  const parts = purpose.reader.list(node, "check", most).map((item) => condition(item, purpose, depth - 1));
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? undefined : every(known);
}

/** A type of managed resource that the provider has. */
export function resourceType(reader: YamlReader, node: Node): string | undefined {
  const type = reader.string(node, "type", longest);
  if (type === undefined || resourceTypes.has(type)) return type;
  return reader.wrong(node, unknownType(type));
}

export function unknownType(type: string): string {
  const meant = resourceTypes.closest(type);
  return `The AWS provider has no resource type ${oneLine(type)}${meant ? `; did you mean ${meant}?` : "."}`;
}

/** A field that must be there; told once where it is not. */
export function required(own: Fields, reader: YamlReader, name: string, at: Node = own.node): Node | undefined {
  if (!own.has(name)) reader.wrong(at, `\`${name}\` is missing.`);
  return own.get(name);
}

function valueCondition(
  own: Fields,
  node: Node,
  message: string | undefined,
  purpose: Purpose,
): SettingCondition | undefined {
  const { reader, type, block, fixOptions } = purpose;
  const path = reader.string(node, "setting", longest);
  if (path === undefined) return undefined;
  if (!/^[\w:/@+= -]+(?:\.[\w:/@+= -]+)*$/.test(path))
    return reader.wrong(
      node,
      "A setting is a name, or the names of the blocks around it and its own with dots between.",
    );
  purpose.room.settings++;
  const below = block === "" ? path : `${block}.${path}`;
  const found = settingAt(type, below);
  if (found.kind === "missing") return reader.wrong(node, found.message);
  const asked = tests.filter((test) => own.has(test));
  const [test] = asked;
  if (asked.length !== 1 || test === undefined)
    return reader.wrong(node, `A setting has one test: ${tests.map((one) => `\`${one}\``).join(", ")}.`);
  const wanted = own.get(test);
  if (!wanted) return undefined;
  const misfit = misfitOf(test, found, path);
  if (misfit !== undefined) return reader.wrong(wanted, misfit);
  const standard = own.get("default");
  const fallback = standard && reader.json(standard, "default", most);
  const write = fixOptions.write && sourceAt(reader, fixOptions.write, type, below);
  const about: SettingDemand = {
    path,
    found,
    fallback,
    message,
    title: fixOptions.title,
    impact: fixOptions.impact ?? "update",
    write: write === undefined ? undefined : fixOptions.wrap(write),
  };
  if (found.kind === "block") return blockCondition(test, wanted, about, reader);
  if (test === "contains" || test === "lacks") {
    const item = reader.scalar(wanted, test);
    if (item === undefined) return undefined;
    return test === "contains" ? holding(item, about) : lacking(item, about);
  }
  const demand = demandOf(test, wanted, found.type, purpose);
  return demand && valued(demand, test, about);
}

/** What is said of one setting. */
interface SettingDemand {
  /** From the section that is looked at. */
  readonly path: string;
  readonly found: SettingKind;
  /** What the provider takes where nothing is written. */
  readonly fallback: Json | undefined;
  readonly message: string | undefined;
  readonly title: string | undefined;
  readonly impact: Impact;
  readonly write: Source | undefined;
}

const isList = (type: string): boolean => /^(?:list|set)\b/.test(type);

/** Why a test cannot be asked of a setting. */
function misfitOf(test: TestName, found: SettingKind, path: string): string | undefined {
  if (test === "set" || test === "absent" || found.kind === "missing") return undefined;
  const only = "can only be `set` or `absent`.";
  if (found.kind === "block") return `\`${path}\` is a block: it ${only}`;
  if (found.type === "any") return undefined;
  if (isList(found.type))
    return test === "contains" || test === "lacks"
      ? undefined
      : `\`${path}\` is a ${found.type}: ask what it \`contains\` or \`lacks\`.`;
  if (/^(?:map|object)/.test(found.type)) return `\`${path}\` is a ${found.type}: name a key of it, or it ${only}`;
  if (test === "contains" || test === "lacks") return `\`${path}\` is a ${found.type} and no list.`;
  if (found.type === "bool" && !["is", "isNot"].includes(test))
    return `\`${path}\` is true or false: ask what it \`is\`.`;
  return undefined;
}

function demandOf(test: TestName, node: Node, type: string, { reader, budget }: Purpose): Demand | undefined {
  switch (test) {
    case "is":
    case "isNot": {
      const value = reader.scalar(node, test);
      if (value === undefined) return undefined;
      if (type === "bool" && typeof value !== "boolean")
        return reader.wrong(node, `\`${test}\` is true or false here.`);
      if (type === "number" && typeof value !== "number") return reader.wrong(node, `\`${test}\` is a number here.`);
      return test === "is" ? is(value) : isNot(value);
    }
    case "oneOf":
    case "noneOf": {
      const values = reader.list(node, test, most).flatMap((item) => reader.scalar(item, test) ?? []);
      return values.length === 0 ? undefined : test === "oneOf" ? among(values) : outside(values);
    }
    case "atLeast":
    case "atMost": {
      const bound = reader.number(node, test);
      return bound === undefined ? undefined : test === "atLeast" ? atLeast(bound) : atMost(bound);
    }
    case "matches": {
      const pattern = reader.string(node, test, longest);
      const demand = pattern === undefined ? undefined : matching(pattern, budget);
      return typeof demand === "string" ? reader.wrong(node, demand) : demand;
    }
    case "set":
      return reader.isTrue(node, test) && isSet();
    case "absent":
      return reader.isTrue(node, test) && isAbsent;
    default:
      return undefined;
  }
}

function valued(demand: Demand, test: TestName, about: SettingDemand): SettingCondition {
  const { path, found, fallback, message, impact } = about;
  const value = about.write ?? (test === "absent" ? undefined : demand.write);
  const title = about.title ?? (test === "absent" ? `Remove \`${path}\`` : titleOf(path, value));
  const check = setting(
    path,
    { ...demand, ...(value !== undefined && { write: value }) },
    {
      impact,
      title,
      ...(fallback !== undefined && { fallback }),
      ...(message !== undefined && { message }),
      edits: (section, write) => [written(section, path, found, write)],
    },
  );
  const holds = (section: Section): boolean | undefined => {
    const actual = section.get(path);
    if (actual.state === "absent") return mayBeInherited(section, path) ? undefined : demand.meets(fallback);
    const json = toJson(actual);
    // what is written and cannot be known may come out as null
    return json === undefined ? undefined : demand.meets(json);
  };
  return {
    holds,
    *problems(section) {
      if (holds(section) !== false) return;
      if (test !== "absent") return yield* check(section);
      for (const problem of check(section))
        yield { ...problem, fixes: () => [{ title, impact, edits: remove(section, path) }] };
    },
    place: (section) => section.get(path).at,
    isFixable: value !== undefined || test === "absent",
  };
}

const titleOf = (path: string, value: Source | undefined): string =>
  typeof value === "object" ? `Set \`${path}\`` : `Set \`${path}\` to ${JSON.stringify(value)}`;

/** A key of a map is written into the map, which is an attribute and no block. */
function written(section: Section, path: string, found: SettingKind, write: Source) {
  const dot = path.lastIndexOf(".");
  const map = path.slice(0, dot);
  return found.kind === "value" && found.map !== undefined && section.get(map).state === "absent"
    ? put(section, map, { [path.slice(dot + 1)]: write })
    : put(section, path, write);
}

/** Keys that some provider block gives to every resource. */
const defaultTags = memo((root: Module) =>
  root.blocks("provider").flatMap((provider) => [...provider.sections("default_tags")]),
);

const mayBeInherited = ({ module }: Section, path: string): boolean =>
  /^tags(?:\.|$)/.test(path) &&
  [...module.root.tree()].some((other) => defaultTags(other).some((given) => given.get(path).state !== "absent"));

function blockCondition(
  test: TestName,
  node: Node,
  about: SettingDemand,
  reader: YamlReader,
): SettingCondition | undefined {
  if (!reader.isTrue(node, test)) return undefined;
  const { path, message, impact, write } = about;
  const wanted = test === "set";
  const dot = path.lastIndexOf(".");
  const [above, name] = [path.slice(0, Math.max(dot, 0)), path.slice(dot + 1)];
  const around = (section: Section): readonly Section[] =>
    above === ""
      ? [section]
      : above
          .split(".")
          .reduce<readonly Section[]>((outer, step) => outer.flatMap((each) => [...each.sections(step)]), [section]);
  const found = (section: Section): readonly Section[] => around(section).flatMap((each) => [...each.sections(name)]);
  const isOpen = (section: Section): boolean =>
    section.isOpen(path.split(".")[0] ?? "") || around(section).some((each) => each.isOpen(name));
  const holds = (section: Section): boolean | undefined =>
    found(section).length > 0 ? wanted : isOpen(section) ? undefined : !wanted;
  const place = (section: Section): Place => found(section)[0]?.header ?? section.header;
  return {
    holds,
    *problems(section) {
      if (holds(section) !== false) return;
      yield {
        at: place(section),
        message: message ?? `\`${path}\` must be ${wanted ? "set" : "left out"}`,
        fixes: (): readonly Fix[] => {
          if (!wanted) return [{ title: about.title ?? `Remove \`${path}\``, impact, edits: remove(section, path) }];
          return write === undefined
            ? []
            : [{ title: about.title ?? `Add \`${path}\``, impact, edits: [put(section, path, write)] }];
        },
      };
    },
    place,
    isFixable: !wanted || write !== undefined,
  };
}

const isItem = (value: Value, item: YamlScalar): boolean =>
  value.state === "known" && value.value !== null && String(value.value) === String(item);

/** Whether a list has an item; undefined where it may. */
function has(value: Value, item: YamlScalar, fallback: Json | undefined): boolean | undefined {
  if (value.state === "absent") return Array.isArray(fallback) && fallback.some((one) => String(one) === String(item));
  const all = items(value);
  if (all.some((one) => isItem(one, item))) return true;
  const isWhole = value.state !== "unknown" && !(value.state === "list" && value.open);
  return isWhole && all.every(({ state }) => state === "known") ? false : undefined;
}

function holding(item: YamlScalar, { path, fallback, message, title, impact }: SettingDemand): SettingCondition {
  const holds = (section: Section): boolean | undefined => has(section.get(path), item, fallback);
  return {
    holds,
    *problems(section) {
      if (holds(section) !== false) return;
      const value = section.get(path);
      yield {
        at: value.at,
        message: message ?? `\`${path}\` must contain ${JSON.stringify(item)}`,
        ...relatedTo(value),
        fixes: () => [
          {
            title: title ?? `Add ${JSON.stringify(item)} to \`${path}\``,
            impact,
            edits: [addItem(section, path, item)],
          },
        ],
      };
    },
    place: (section) => section.get(path).at,
    isFixable: true,
  };
}

function lacking(item: YamlScalar, { path, fallback, message, title, impact, write }: SettingDemand): SettingCondition {
  const instead = isScalar(write) ? write : undefined;
  return {
    holds: (section) => negated(has(section.get(path), item, fallback)),
    *problems(section) {
      for (const each of items(section.get(path)))
        if (isItem(each, item))
          yield {
            at: each.at,
            message: message ?? `\`${path}\` must not contain ${JSON.stringify(item)}`,
            ...relatedTo(each),
            fixes: () => [
              {
                title: title ?? `${instead === undefined ? "Remove" : "Replace"} ${JSON.stringify(item)}`,
                impact,
                edits: [
                  instead === undefined ? removeItem(section, each) : replace(section, each.origin ?? each.at, instead),
                ],
              },
            ],
          };
    },
    place: (section) => items(section.get(path)).find((each) => isItem(each, item))?.at ?? section.get(path).at,
    isFixable: true,
  };
}

/** Backticks in runs and line breaks would let a text end what Markdown it is shown in; what cannot be seen is spelled out. */
export function oneLine(text: string): string;
export function oneLine(text: string | undefined): string | undefined;
export function oneLine(text: string | undefined): string | undefined {
  return text === undefined ? text : shown(text.replaceAll(/\s+/g, " ").replaceAll(/`{2,}/g, "`").trim());
}
