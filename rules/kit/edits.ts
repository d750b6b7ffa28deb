import type { Module } from "../../language/model/module.ts";
import type { Section } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import type { Edit, Place } from "../../language/syntax/text.ts";
import type { Body, Source } from "./source.ts";

export { type Body, block, call, expression, print, type Source, stop } from "./source.ts";

/**
 * Sets the value at `path` (`name`, `block.name`, …): replaces it where it is written, in the section or in the local,
 * variable or tfvars file of this module that it comes from; adds the attribute, and the blocks around it, where there is
 * none. `put(section, "rule", block({ … }))` adds a nested block, or replaces the first.
 */
export function put(section: Section, path: string, value: Source): Edit {
  return putAll(section, { [path]: value })[0] ?? nothing(section);
}

/** Sets several values; what is missing in the same place is added together. */
export function putAll(section: Section, settings: Body): readonly Edit[] {
  throw new Error(`${section.header.uri} ${Object.keys(settings)}`);
}

/** Adds a nested block after those of its type, whether there are any or not. */
export function addBlock(section: Section, type: string, body: Body): Edit {
  throw new Error(`${section.header.uri} ${type} ${Object.keys(body)}`);
}

/** Removes the attribute at `path`, with its line. */
export function remove(section: Section, path: string): Edit {
  throw new Error(`${section.header.uri} ${path}`);
}

/** Removes a block with its lines, its own comment and the blank line that set it apart. */
export function removeBlock(section: Section): Edit {
  throw new Error(`${section.header.uri}`);
}

/** Removes an item from the list that it is written in, with its comma; `section` is where the list was found. */
export function removeItem(section: Section, item: Value): Edit {
  throw new Error(`${section.header.uri} ${item.state}`);
}

/** Adds an item at the end of the list at `path`, or the attribute where there is no list. */
export function addItem(section: Section, path: string, item: Source): Edit {
  throw new Error(`${section.header.uri} ${path} ${item}`);
}

/** Writes a value in place of what stands there; `section` is where the place was found. */
export function replace(section: Section, place: Place, value: Source): Edit {
  throw new Error(`${section.header.uri} ${place.uri} ${value}`);
}

/** Renames an attribute or a nested block, or every one of that name. */
export function rename(section: Section, name: string, to: string): readonly Edit[] {
  throw new Error(`${section.header.uri} ${name} ${to}`);
}

/**
 * Adds a top-level block below the one that `after` is or stands in. A lone type adds a resource, named like `after` as
 * far as the name is free, with its `provider`, `count` and `for_each`; else `["variable", "db_password"]`.
 */
export function append(
  after: Section,
  header: string | readonly [kind: string, ...labels: string[]],
  body: Body,
): Edit {
  throw new Error(`${after.header.uri} ${header} ${Object.keys(body)}`);
}

/** `wanted`, or the first of `wanted_2`, `wanted_3`, … that no resource (or data source `data.TYPE`) of the type has. */
export function freeName(module: Module, type: string, wanted: string): string {
  throw new Error(`${module.address} ${type} ${wanted}`);
}

const nothing = (section: Section): Edit => ({ at: { ...section.header, end: section.header.start }, text: "" });
