import type { Module } from "../../language/model/module.ts";
import { Resource } from "../../language/model/resource.ts";
import type { BlockSection, Section } from "../../language/model/section.ts";
import { spelledExpression } from "../../language/policy/spelled.ts";
import { memoBy } from "../../language/query/engine.ts";
import { member } from "../../language/schema/schema.ts";
import { topBlockAround } from "../../language/syntax/locate.ts";
import type { Edit } from "../../language/syntax/text.ts";
import type { Expression } from "../../language/syntax/tree.ts";
import { hcl } from "../../language/write/dialect.ts";
import { editAt } from "../../language/write/edit-set.ts";
import { asLongAsALine, lineEnd, unitOf } from "../../language/write/layout.ts";
import { join, printBody } from "../../language/write/print.ts";
import {
  call,
  concat,
  expression,
  hasCode,
  isBlock,
  isBody,
  isConstant,
  isText,
  isVerbatim,
  mapBody,
  type Source,
  type SourceBody,
  type Text,
} from "../../language/write/source.ts";
import { nothing } from "./container.ts";
import { decidedElsewhere } from "./deciding.ts";
import { inPartition, nameIn } from "./known.ts";
import { canBe } from "./provider.ts";
import { sourceText } from "./source-text.ts";

// Whatever is written beside a resource is written as its author would have: with its provider, region and tags, as often as it is
// there, named as it is.

/** A resource or data source that is new. */
export interface NewResource {
  /** How the module refers to it: `aws_iam_role.monitoring`, with the index that it takes. */
  readonly address: string;
  /** Adds it. */
  readonly edit: Edit;
}

/**
 * A new resource of a type (a data source for `data.TYPE`, an ephemeral one for `ephemeral.TYPE`), below the block that `after` is
 * or stands in and in its idiom, named `wanted` or like `after` as far as that is free. What speaks of `after` is there as often as
 * it; else it is there once, and not at all where `after` is not. Write references to `after` as if it had neither `count` nor
 * `for_each`: the index is added.
 */
export function resourceBeside(after: Section, type: string, body: SourceBody, wanted?: string): NewResource {
  const [kind, bare] = kindOf(type);
  const neighbour = topBlockAround(after.file, after.at)?.node.labels.at(-1)?.text;
  const twin = kind === "resource" ? switchedOff(after, bare, body) : undefined;
  if (twin)
    return { address: `${prefixOf(twin)}${repetitionOf(twin).index}`, edit: switchedOn(twin) ?? nothing(after) };
  const name = freeName(after.module, type, spelledLike(neighbour, wanted ?? neighbour ?? "this"));
  const { index, own } = inIdiom(after, type, body);
  return { address: `${type}.${name}${index}`, edit: below(after, [kind, bare, name], own) };
}

/**
 * What a data source without arguments tells, `data.aws_caller_identity.current`: of the module's own, where it is there as often as the module
 * and asks the same provider, in the same region, else of a new one, which is called by the provider that it asks.
 */
export function lookup(after: Section, type: string): { readonly address: string; readonly edits: readonly Edit[] } {
  const neighbour = resourceOf(after);
  const provider = neighbour && sourceText(neighbour, "provider");
  const region = neighbour && member(`data.${type}`, "region") && sourceText(neighbour, "region");
  const known = after.module
    .data(type)
    .find(
      (each) =>
        repetitionOf(each) === once &&
        sourceText(each, "provider") === provider &&
        sourceText(each, "region") === region,
    );
  if (known) return { address: known.localAddress, edits: [] };
  const [, alias = "current"] = /\.([\w-]+)$/.exec(provider ?? "") ?? [];
  const { address, edit } = resourceBeside(after, `data.${type}`, {}, alias.replaceAll("-", "_"));
  return { address, edits: [edit] };
}

/** A name with the hyphens of its neighbour's, where that has them and nothing else. */
const spelledLike = (neighbour: string | undefined, name: string): string =>
  neighbour?.includes("-") && !neighbour.includes("_") ? name.replaceAll("_", "-") : name;

/** The header of a block that is no resource: `["variable", "db_password"]`. */
type Header = readonly [kind: "variable" | "output" | "locals", ...labels: string[]];

/** Adds a companion by its type, or another block by its header. */
export const append = (after: Section, header: string | Header, body: SourceBody): Edit =>
  typeof header === "string" ? resourceBeside(after, header, body).edit : below(after, header, body);

function below(
  after: Section,
  [kind, ...labels]: readonly [kind: string, ...labels: string[]],
  body: SourceBody,
): Edit {
  const { file } = after;
  const around = topBlockAround(file, after.at);
  if (!around || file.syntax === "json") return nothing(after);
  const at = lineEnd(file.text, around.node.end + around.base);
  const title = [kind, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const printed = printBody(body, { dialect: hcl, margin: "", unit: unitOf(file.text), fits: asLongAsALine });
  return editAt(file.uri, { start: at, end: at }, join([`\n\n${title} `, printed]));
}

// ── where there is one that is switched off

/** A resource that says of its neighbour what a new one would, and that is not made: a second one would stand beside it as soon as it is. */
function switchedOff(after: Section, type: string, body: SourceBody): BlockSection | undefined {
  const neighbour = resourceOf(after);
  if (!neighbour) return undefined;
  const reference = referenceTo(neighbour);
  const speaking = Object.keys(body).filter((name) => hasCode(body[name] ?? null, (text) => reference.test(text)));
  if (speaking.length === 0) return undefined;
  const made = new Set(after.module.ofType(type).map(({ block }) => block));
  return after.module
    .blocksNamed("resource", type)
    .find(
      (each) =>
        !made.has(each.block) && speaking.every((name) => reference.test(sourceText(each, name) ?? textOf(each))),
    );
}

const textOf = (resource: BlockSection): string => resource.file.text.slice(resource.at.start, resource.at.end);

/** Makes a resource that is counted by a condition, `count = var.enabled ? 1 : 0`, at the end that decides it. */
function switchedOn(resource: BlockSection): Edit | undefined {
  const count = resource.attribute("count")?.value;
  if (count?.kind !== "conditional" || count.then.kind !== "literal" || count.else.kind !== "literal") return undefined;
  let wanted = count.then.value !== 0;
  let condition = count.condition;
  while (condition.kind === "parentheses" || (condition.kind === "unary" && condition.operator === "!")) {
    if (condition.kind === "unary") wanted = !wanted;
    condition = condition.kind === "unary" ? condition.operand : condition.inner;
  }
  return decidedElsewhere(resource, condition, resource.value(condition), wanted);
}

// ── as often as its neighbour

/** What repeats a resource, and the index of the instance that is meant beside it. */
interface Repetition {
  readonly meta: SourceBody;
  readonly index: "" | "[0]" | "[count.index]" | "[each.key]";
}

const once: Repetition = { meta: {}, index: "" };

function repetitionOf(resource: BlockSection): Repetition {
  for (const name of ["count", "for_each"] as const) {
    const written = sourceText(resource, name);
    const value = resource.attribute(name)?.value;
    if (written === undefined || !value) continue;
    const index = name === "for_each" ? "[each.key]" : isGuard(value) ? "[0]" : "[count.index]";
    return { meta: { [name]: expression(written) }, index };
  }
  return once;
}

/** Whether a count says only if it is there at all: `var.enabled ? 1 : 0`. */
function isGuard(count: Expression): boolean {
  if (count.kind === "parentheses") return isGuard(count.inner);
  if (count.kind === "conditional") return isGuard(count.then) && isGuard(count.else);
  return count.kind === "literal" && (count.value === 0 || count.value === 1);
}

const isOfInstance = (text: string): boolean => /(?<![\w.])(?:each|count)\./.test(text);

/** Whether there may be several of a resource, or of a call. */
export const isRepeated = (section: BlockSection): boolean => isOfInstance(repetitionOf(section).index);

/**
 * How a block of the module refers to a resource that is there: with the index that it takes, or that both have in common. Undefined where
 * it cannot tell which instance is meant.
 */
export function addressBeside(resource: Resource, neighbour: BlockSection): string | undefined {
  const { index, meta } = repetitionOf(resource);
  const address = `${prefixOf(resource)}${index}`;
  if (!isOfInstance(index)) return address;
  const own = repetitionOf(neighbour);
  return own.index === index && JSON.stringify(own.meta) === JSON.stringify(meta) ? address : undefined;
}

/** Whether two resources are made by one provider in one region, as far as is written: what encrypts has to be where its use is. */
export const sharesPlace = (one: BlockSection, other: BlockSection): boolean =>
  ["provider", "region"].every((name) => sourceText(one, name) === sourceText(other, name));

/** What refers to a resource in code. */
const referenceTo = (resource: BlockSection, flags = ""): RegExp =>
  new RegExp(`(?<![\\w.-])${prefixOf(resource).replaceAll(/\W/g, "\\$&")}(?![\\w-])(\\.)?`, flags);

const prefixOf = ({ block: { type, labels } }: BlockSection): string =>
  [...(type.text === "data" ? ["data"] : []), ...labels.map(({ text }) => text)].join(".");

// ── in its idiom

/** The resource that a section is or stands in. */
function resourceOf(section: Section): BlockSection | undefined {
  if (section instanceof Resource) return section;
  const top = topBlockAround(section.file, section.at)?.node;
  if (top?.type.text !== "resource" && top?.type.text !== "data") return undefined;
  return section.module.blocks(top.type.text).find(({ block }) => block === top);
}

/** A body as its neighbour's author would write it, and the index by which it is referred to. */
function inIdiom(after: Section, type: string, body: SourceBody): { readonly own: SourceBody; readonly index: string } {
  const neighbour = resourceOf(after);
  if (!neighbour) return { own: body, index: "" };
  const repetition = repetitionOf(neighbour);
  const prefix = prefixOf(neighbour);
  const reference = referenceTo(neighbour, "g");
  const whole = withSettings(neighbour, type, inPartition(after.module, body));
  const isItsOwn = hasCode(whole, (text) => text.search(reference) >= 0 || isOfInstance(text));
  const isGuarded = repetition.index === "[0]" && Object.keys(body).length > 0;
  const { meta, index } = isItsOwn || isGuarded ? repetition : once;
  const indexed = mapBody(whole, (text) =>
    text.replaceAll(reference, (whole, dot) => (dot ? `${prefix}${repetition.index}.` : whole)),
  );
  return { own: { ...meta, ...copied(neighbour, "provider"), ...indexed }, index };
}

const copied = (from: BlockSection, name: string): SourceBody => {
  const written = sourceText(from, name);
  return written === undefined ? {} : { [name]: expression(written) };
};

/** A body with its neighbour's region in front, and with its tags behind the other attributes. */
function withSettings(neighbour: BlockSection, type: string, body: SourceBody): SourceBody {
  const takes = (name: string): boolean => !Object.hasOwn(body, name) && member(type, name) !== undefined;
  const entries = Object.entries(body);
  const firstBlock = entries.findIndex(([, value]) => isBlock(value));
  const attributes = firstBlock < 0 ? entries.length : firstBlock;
  const tags = takes("tags") ? tagsOf(neighbour) : undefined;
  return {
    // before version 6 a few resources had an attribute of that name, and it was none of its companions' business
    ...(takes("region") && canBe(neighbour.module, 6) && copied(neighbour, "region")),
    ...Object.fromEntries(entries.slice(0, attributes)),
    ...(tags !== undefined && { tags }),
    ...Object.fromEntries(entries.slice(attributes)),
  };
}

/** The tags of a resource that are not about itself alone. */
function tagsOf(resource: BlockSection): Source | undefined {
  const tags = resource.block.type.text === "resource" ? resource.attribute("tags")?.value : undefined;
  const shared = tags && sharedTags(tags, resource);
  return shared !== undefined && !hasCode(shared, isOfInstance) ? shared : undefined;
}

/** What is told of one resource only, or by a tool that tells it of each. */
const ofItself = /^(?:name|description|git_.*|yor_.*)$/i;

function sharedTags(node: Expression, resource: BlockSection): Source | undefined {
  if (node.kind === "call" && node.name.text === "merge" && !node.expand) {
    const [first, ...others] = node.args.flatMap((argument) => sharedTags(argument, resource) ?? []);
    return first === undefined || others.length === 0 ? first : call("merge", first, ...others);
  }
  const written = node.kind === "call" ? undefined : spelledExpression(node, resource);
  if (written === undefined || isVerbatim(written)) return written;
  if (!isBody(written)) return undefined;
  const entries = Object.entries(written).filter(([name]) => !ofItself.test(name));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What gives a resource a name that no other of its account has. */
const names = ["name", "bucket", "cluster_name", "domain_name"] as const;

/**
 * What to name something by that belongs to a resource: its name in the module. Where its own name is put together of variables that,
 * where there are several of it that with the key, and where others may call the module more than once that behind what they call it, so
 * that what is named by it is another one for each.
 */
export function ownName(resource: Resource): Text {
  const { module, type, name: label } = resource;
  const { index } = repetitionOf(resource);
  const [written] = (type.endsWith("_stage") ? [] : names).flatMap((name) => {
    const node = resource.attribute(name)?.value;
    return (node && spelledExpression(node, resource)) ?? [];
  });
  if (written !== undefined && isText(written) && !isConstant(written)) return written;
  const own = isOfInstance(index) ? concat(label, "-", expression(index.slice(1, -1))) : label;
  if (written !== undefined || !module.call) return own;
  const given = nameIn(module, /^(?:name|(?:name_)?prefix|environment|env|stage)$/);
  if (given !== undefined) return concat(expression(given), "-", own);
  return hasPlainId.test(type) ? expression(`${prefixOf(resource)}.id`) : own;
}

/** What has no name, and an id that can stand in one. */
const hasPlainId = /^aws_(?:network_interface|subnet|vpc)$/;

/** What kind of block a type that a reference begins with is declared in, and the type that stands there. */
function kindOf(type: string): readonly [kind: "resource" | "data" | "ephemeral", bare: string] {
  const [, kind, bare = type] = /^(data|ephemeral)\.(.*)$/.exec(type) ?? [];
  return [kind === "data" || kind === "ephemeral" ? kind : "resource", bare];
}

/** `wanted`, or the first of `wanted_2`, `wanted_3`, … that no resource of the type (no data source, for `data.TYPE`) has. */
export function freeName(module: Module, type: string, wanted: string): string {
  const taken = namesOf(module, type);
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  return name;
}

const namesOf = memoBy((module: Module, type: string): ReadonlySet<string> => {
  const [kind, bare] = kindOf(type);
  return new Set(
    module.blocks(kind).flatMap(({ block: { labels } }) => (labels[0]?.text === bare ? [labels[1]?.text ?? ""] : [])),
  );
});
