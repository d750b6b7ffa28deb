import { toBool, toNumber } from "../language/model/convert.ts";
import type { Module } from "../language/model/module.ts";
import type { Resource } from "../language/model/resource.ts";
import type { Section } from "../language/model/section.ts";
import type { Value } from "../language/model/value.ts";
import { metaArguments } from "../language/schema/meta.ts";
import { dataTypes, member, required, resourceTypes } from "../language/schema/schema.ts";
import type { Place, Span } from "../language/syntax/text.ts";
import type { Block } from "../language/syntax/tree.ts";

/**
 * Whether the provider's schema takes all that stands in these places: the names exist, are attributes or blocks as they
 * are written, literals are of the right type, and a new block has what it cannot do without.
 */
export function conforms(root: Module, written: readonly Place[]): boolean {
  for (const module of root.tree())
    for (const resource of module.resources) {
      const own = written.filter(({ uri }) => uri === resource.file.uri);
      if (own.some((place) => meets(place, resource.at)) && !resourceConforms(resource, own)) return false;
    }
  return true;
}

const meets = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

function resourceConforms(resource: Resource, written: readonly Span[]): boolean {
  const type = resource.mode === "data" ? `data.${resource.type}` : resource.type;
  const types = resource.mode === "data" ? dataTypes : resourceTypes;
  if (!resource.type.startsWith("aws_")) return true;
  return types.has(resource.type) && sectionConforms(resource, type, "", written);
}

function sectionConforms(section: Section, type: string, path: string, written: readonly Span[]): boolean {
  const { block } = section;
  if (!block) return true;
  const isNew = written.some((span) => holds(span, section.at));
  if (isNew && !required(type, path).every((name) => isThere(block, name))) return false;
  const prefix = path === "" ? "" : `${path}.`;
  for (const item of block.body.items) {
    const place = section.place(item);
    if (!written.some((span) => meets(span, place))) continue;
    if (item.kind === "attribute") {
      const name = item.name.text;
      if (metaArguments.has(name) && path === "") continue;
      if (!admits(member(type, prefix + name), section.get(name), section.file.syntax === "json")) return false;
    } else {
      const name = item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text;
      if (metaArguments.has(name) && path === "") continue;
      const found = member(type, prefix + name);
      // Attributes that are lists of objects may be written as blocks.
      if (found === undefined || (found !== "anything" && found.kind === "attribute" && !found.type.includes("object")))
        return false;
      if (found === "anything") continue;
      for (const inner of section.sections(name))
        if (holds(place, inner.at) && !sectionConforms(inner, type, prefix + name, written)) return false;
    }
  }
  return true;
}

const isThere = (block: Block, name: string): boolean =>
  block.body.items.some((item) =>
    item.kind === "attribute"
      ? item.name.text === name
      : item.type.text === name || (item.type.text === "dynamic" && item.labels[0]?.text === name),
  );

function admits(found: ReturnType<typeof member>, value: Value, isJson: boolean): boolean {
  if (found === "anything") return true;
  if (found === undefined) return false;
  // In JSON a block is a property like any other.
  if (found.kind === "block") return isJson;
  const { type } = found;
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
