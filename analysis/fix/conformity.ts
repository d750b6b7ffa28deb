import { toBool, toNumber } from "../../language/model/convert.ts";
import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import type { BlockSection, Section } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import { metaArguments } from "../../language/schema/meta.ts";
import { dataTypes, member, required, resourceTypes } from "../../language/schema/schema.ts";
import { contains, type Place, type Span } from "../../language/syntax/text.ts";
import type { Block } from "../../language/syntax/tree.ts";
import type { Objection } from "./refusal.ts";

/**
 * What the provider's schema has against what stands in these places; undefined where the names exist, are attributes or
 * blocks as they are written, literals are of the right type, and a new block has what it cannot do without.
 */
export function objection(root: Module, written: readonly Place[]): Objection | undefined {
  for (const module of root.tree())
    for (const block of new Set(written.flatMap((place) => [...module.blocksMeeting(place)])))
      for (const resource of isInstantiated(block) ? module.instances(block) : []) {
        const own = written.filter(({ uri }) => uri === resource.file.uri);
        const says = ofResource(resource, own);
        if (says !== undefined) return { why: "schema objects", address: resource.address, says };
      }
  return undefined;
}

const isInstantiated = ({ block: { type } }: BlockSection): boolean => type.text === "resource" || type.text === "data";

const meets = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

function ofResource(resource: Resource, written: readonly Span[]): string | undefined {
  const type = resource.mode === "data" ? `data.${resource.type}` : resource.type;
  const types = resource.mode === "data" ? dataTypes : resourceTypes;
  if (!resource.type.startsWith("aws_")) return undefined;
  if (!types.has(resource.type)) return `there is no ${resource.mode} \`${resource.type}\``;
  return ofSection(resource, type, "", written);
}

function ofSection(section: Section, type: string, path: string, written: readonly Span[]): string | undefined {
  const { block } = section;
  if (!block) return undefined;
  const isNew = written.some((span) => contains(span, section.at));
  const lacking = isNew ? required(type, path).find((name) => !isThere(block, name)) : undefined;
  const prefix = path === "" ? "" : `${path}.`;
  if (lacking !== undefined) return `\`${prefix}${lacking}\` is required`;
  for (const item of block.body.items) {
    const place = section.place(item);
    if (!written.some((span) => meets(span, place))) continue;
    if (item.kind === "attribute") {
      const name = item.name.text;
      if (metaArguments.has(name) && path === "") continue;
      const isJson = section.file.syntax === "json";
      const demanded = demand(member(type, prefix + name), section.get(name), isJson);
      if (demanded !== undefined) return `\`${prefix}${name}\` ${demanded}`;
    } else {
      const name = item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text;
      if (metaArguments.has(name) && path === "") continue;
      const found = member(type, prefix + name);
      if (found === undefined) return `\`${prefix}${name}\` does not exist`;
      // Attributes that are lists of objects may be written as blocks.
      if (found !== "anything" && found.kind === "attribute" && !found.type.includes("object"))
        return `\`${prefix}${name}\` is an attribute and no block`;
      if (found === "anything") continue;
      for (const inner of section.sections(name)) {
        const says = contains(place, inner.at) ? ofSection(inner, type, prefix + name, written) : undefined;
        if (says !== undefined) return says;
      }
    }
  }
  return undefined;
}

const isThere = (block: Block, name: string): boolean =>
  block.body.items.some((item) =>
    item.kind === "attribute"
      ? item.name.text === name
      : item.type.text === name || (item.type.text === "dynamic" && item.labels[0]?.text === name),
  );

/** What a value falls short of, to follow the attribute's name; undefined where it may be so. */
function demand(found: ReturnType<typeof member>, value: Value, isJson: boolean): string | undefined {
  if (found === "anything") return undefined;
  if (found === undefined) return "does not exist";
  // In JSON a block is a property like any other.
  if (found.kind === "block") return isJson ? undefined : "is a block and no attribute";
  return admits(found.type, value) ? undefined : `is a ${found.type}`;
}

function admits(type: string, value: Value): boolean {
  switch (value.state) {
    case "known":
      if (type === "bool") return toBool(value.value) !== undefined;
      if (type === "number") return toNumber(value.value) !== undefined;
      return type === "string" || type === "any";
    case "list":
      return /^(?:list|set|any)/.test(type);
    case "mapping":
      return /^(?:map|object|any)/.test(type);
    default:
      return true;
  }
}
