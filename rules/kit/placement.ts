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
  mapEach,
  type Source,
  type SourceBody,
  type Text,
} from "../../language/write/source.ts";
import { nothing } from "./container.ts";
import { inPartition } from "./known.ts";
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
 * A new resource of a type (a data source for `data.TYPE`), below the block that `after` is or stands in and in its idiom, named `wanted`
 * or like `after` as far as that is free. What speaks of `after` is there as often as it; else it is there once, and not at all
 * where `after` is not. Write references to `after` as if it had neither `count` nor `for_each`: the index is added.
 */
export function resourceBeside(after: Section, type: string, body: SourceBody, wanted?: string): NewResource {
  const [kind, bare] = type.startsWith("data.") ? (["data", type.slice(5)] as const) : (["resource", type] as const);
  const neighbour = topBlockAround(after.file, after.at)?.node.labels.at(-1)?.text;
  const name = freeName(after.module, type, spelledLike(neighbour, wanted ?? neighbour ?? "this"));
  const { index, own } = inIdiom(after, type, body);
  return { address: `${type}.${name}${index}`, edit: below(after, [kind, bare, name], own) };
}

/**
 * What a data source without arguments tells, `data.aws_caller_identity.current`: of the module's own, where it is sure to be there and asks
 * the same provider, else of a new one.
 */
export function lookup(after: Section, type: string): { readonly address: string; readonly edits: readonly Edit[] } {
  const neighbour = resourceOf(after);
  const known = after.module
    .data(type)
    .find(
      (each) =>
        each.key === "" &&
        each.certain &&
        sourceText(each, "provider") === (neighbour && sourceText(neighbour, "provider")),
    );
  if (known) return { address: known.localAddress, edits: [] };
  const { address, edit } = resourceBeside(after, `data.${type}`, {}, "current");
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
  const reference = new RegExp(`(?<![\\w.-])${prefix.replaceAll(/\W/g, "\\$&")}(?![\\w-])(\\.)?`, "g");
  const whole = withSettings(
    neighbour,
    type,
    mapEach(body, (value) => inPartition(after.module, value)),
  );
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
 * and where there are several of it that with the key, so that what is named by it is another one for each.
 */
export function ownName(resource: Resource): Text {
  const { index } = repetitionOf(resource);
  for (const name of resource.type.endsWith("_stage") ? [] : names) {
    const node = resource.attribute(name)?.value;
    const written = node && spelledExpression(node, resource);
    if (written !== undefined && isText(written) && !isConstant(written)) return written;
  }
  return isOfInstance(index) ? concat(resource.name, "-", expression(index.slice(1, -1))) : resource.name;
}

/** `wanted`, or the first of `wanted_2`, `wanted_3`, … that no resource of the type (no data source, for `data.TYPE`) has. */
export function freeName(module: Module, type: string, wanted: string): string {
  const taken = namesOf(module, type);
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  return name;
}

const namesOf = memoBy((module: Module, type: string): ReadonlySet<string> => {
  const [kind, bare] = type.startsWith("data.") ? (["data", type.slice(5)] as const) : (["resource", type] as const);
  return new Set(
    module.blocks(kind).flatMap(({ block: { labels } }) => (labels[0]?.text === bare ? [labels[1]?.text ?? ""] : [])),
  );
});
