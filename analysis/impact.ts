import type { Module } from "../language/model/module.ts";
import type { Resource } from "../language/model/resource.ts";
import type { Section } from "../language/model/section.ts";
import { toJson, type Value } from "../language/model/value.ts";
import { ownArguments } from "../language/schema/meta.ts";
import { change, member, resourceTypes } from "../language/schema/schema.ts";
import { type Impact, impacts } from "../rules/kit/rule.ts";

/** The graver of two impacts. */
export const graver = (a: Impact, b: Impact): Impact => (impacts.indexOf(a) >= impacts.indexOf(b) ? a : b);

/**
 * The least that a change of the code does to what is deployed, by the provider's schema: `replacement` where a setting
 * that changed always recreates its resource, `disruption` where it sometimes does, where that is not known, and where
 * a resource goes away. The schema cannot tell an update from an interruption: that remains the rule's to declare.
 * Resources that are new do not count, nor those whose code is the same where `areNamesSame` says that every name leads to
 * what it led to.
 */
export function impactOf(before: Module, after: Module, areNamesSame: boolean): Impact {
  const left = managed(before);
  const right = managed(after);
  let impact: Impact = "none";
  for (const [address, resource] of left) {
    const successor = right.get(address);
    if (impact === "replacement") break;
    if (areNamesSame && successor?.block === resource.block) continue;
    impact = graver(impact, successor ? impactOn(resource, successor) : lossOf(resource));
  }
  return impact;
}

// What the provider has no type for was never deployed.
const lossOf = ({ type }: Resource): Impact =>
  type.startsWith("aws_") && !resourceTypes.has(type) ? "none" : "disruption";

function managed(root: Module): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const module of root.tree())
    for (const resource of module.resources) if (resource.mode === "resource") found.set(resource.address, resource);
  return found;
}

function impactOn(before: Resource, after: Resource): Impact {
  if (!resourceTypes.has(before.type)) return "none";
  let impact: Impact = "none";
  for (const path of changedPaths(before, after)) {
    switch (change(before.type, path)) {
      case "replacement":
        return "replacement";
      case "in-place":
        impact = graver(impact, "update");
        break;
      default:
        impact = graver(impact, "disruption");
    }
  }
  return impact;
}

/** Reads every setting of every resource, so that the trail knows of each name that any of them follows. */
export function readSettings(root: Module): void {
  for (const resource of managed(root).values()) settings(resource);
}

/** Settings that were added, removed or got another value, as `block.attribute`. */
function changedPaths(before: Resource, after: Resource): ReadonlySet<string> {
  const [left, right] = [settings(before), settings(after)];
  const changed = new Set<string>();
  for (const [path, values] of [...left, ...right])
    if (left.get(path) !== right.get(path) && values !== undefined && !ownArguments.has(path.split(".")[0] ?? ""))
      changed.add(path);
  return changed;
}

const known = new WeakMap<Resource, ReadonlyMap<string, string>>();

/** Remembered, because every fix of a module is compared with the same resources. */
function settings(resource: Resource): ReadonlyMap<string, string> {
  const before = known.get(resource);
  if (before) return before;
  const found = settingsOf(resource);
  known.set(resource, found);
  return found;
}

/** The values at each path as one text; a path occurs in as many blocks as there are. */
function settingsOf(resource: Resource): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (path: string, text: string) => found.set(path, `${found.get(path) ?? ""}${text}\n`);
  const visit = (section: Section, prefix: string): void => {
    const names = new Set<string>();
    for (const [name, value] of section.values()) {
      if (standsForBlocks(resource.type, prefix + name) && section.sections(name).length > 0) names.add(name);
      else add(prefix + name, fingerprint(section, name, value));
    }
    for (const item of section.block?.body.items ?? [])
      if (item.kind === "block")
        names.add(item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text);
    for (const name of names)
      for (const inner of section.sections(name)) {
        add(prefix + name, "{}");
        visit(inner, `${prefix}${name}.`);
      }
  };
  visit(resource, "");
  return found;
}

/** Whether objects written there are made of settings of their own, unlike those of a map. */
function standsForBlocks(type: string, path: string): boolean {
  const found = member(type, path);
  return found !== undefined && found !== "anything" && (found.kind === "block" || found.type.includes("object"));
}

/** A value as text; what is not known is compared by how it is written. */
function fingerprint(section: Section, name: string, value: Value): string {
  if (value.state === "absent") return "";
  const json = toJson(value);
  if (json !== undefined) return JSON.stringify(json);
  const written = section.attribute(name)?.value;
  const { start, end } = written ? section.place(written) : { start: 0, end: 0 };
  return `${section.file.text.slice(start, end).replaceAll(/\s+/g, " ")} ${fragments(value)}`;
}

/** What is known of a value that is not known as a whole. */
function fragments(value: Value): string {
  switch (value.state) {
    case "list":
      return `[${value.items.map(fragments).join()}]`;
    case "mapping":
      return `{${[...value.entries].map(([key, entry]) => `${key}=${fragments(entry.value)}`).join()}}`;
    case "known":
      return JSON.stringify(value.value);
    default:
      return value.refs?.map(({ type, name, attribute }) => `${type}.${name}.${attribute}`).join() ?? "?";
  }
}
