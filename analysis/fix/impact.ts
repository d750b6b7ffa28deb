import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import { toJson, type Value } from "../../language/model/value.ts";
import { fact } from "../../language/query/engine.ts";
import { type Results, SubjectList } from "../../language/query/results.ts";
import { ownArguments } from "../../language/schema/meta.ts";
import { change, member, resourceTypes } from "../../language/schema/schema.ts";
import { type Impact, impacts } from "../../rules/kit/rule.ts";

/** The graver of two impacts. */
export const graver = (a: Impact, b: Impact): Impact => (impacts.indexOf(a) >= impacts.indexOf(b) ? a : b);

/** The settings of one resource, as texts by path. */
type ResourceSettings = ReadonlyMap<string, string>;

/** A resource and what is set in it at two versions; undefined where it is not there. */
interface Change {
  readonly resource: Resource;
  readonly before: ResourceSettings | undefined;
  readonly after: ResourceSettings | undefined;
}

/** The settings of all managed resources of a tree of modules, of which it tells what changes. */
class Ledger {
  readonly #results: Results<Resource, ResourceSettings>;
  readonly #known = new Map<Resource, ResourceSettings>();

  constructor(root: Module) {
    const list = new SubjectList(() =>
      root.tree().flatMap((module) => module.resources.filter(({ mode }) => mode === "resource")),
    );
    this.#results = list.results(settingsOf, isSame);
  }

  /** What is another than when this was last asked. */
  changed(): readonly Change[] {
    const changes = [...this.#results.changed()].map(
      ([resource, after]): Change => ({ resource, before: this.#known.get(resource), after }),
    );
    for (const { resource, after } of changes)
      if (after) this.#known.set(resource, after);
      else this.#known.delete(resource);
    return changes;
  }

  /** Everything, as if it were there no more. */
  gone(): readonly Change[] {
    return [...this.#known].map(([resource, before]) => ({ resource, before, after: undefined }));
  }
}

const ledgerOf = fact((root: Module) => new Ledger(root));

const isSame = (a: ResourceSettings | undefined, b: ResourceSettings | undefined): boolean =>
  a === b || (a !== undefined && a.size === b?.size && [...a].every(([path, text]) => b.get(path) === text));

/** What a change of the code does to what is deployed. */
export interface Toll {
  readonly impact: Impact;
  /** The addresses of what is destroyed and created anew. */
  readonly recreates: readonly string[];
}

/**
 * The least that a change of the code does to what is deployed, by the provider's schema: `replacement` where a setting
 * that changed always recreates its resource, `disruption` where it sometimes does, where that is not known, and where
 * a resource goes away. The schema cannot tell an update from an interruption: that remains the rule's to declare.
 * Resources that are new do not count. `root` is at the version before, and asked again at the one after.
 */
export function tollFrom(root: Module): (after: Module) => Toll {
  const ledger = ledgerOf(root);
  ledger.changed();
  return (after) => {
    const changes = after === root ? ledger.changed() : [...ledger.gone(), ...ledgerOf(after).changed()];
    const come = new Map(
      changes.flatMap(({ resource, before, after }) => (before ? [] : [[resource.address, after] as const])),
    );
    let impact: Impact = "none";
    const recreates: string[] = [];
    for (const { resource, before, after: same } of changes) {
      const now = same ?? come.get(resource.address);
      const own = before && (now ? impactOn(resource, before, now) : lossOf(resource));
      if (own) impact = graver(impact, own);
      if (own === "replacement") recreates.push(resource.address);
    }
    return { impact, recreates };
  };
}

// What the provider has no type for was never deployed.
const lossOf = ({ type }: Resource): Impact =>
  type.startsWith("aws_") && !resourceTypes.has(type) ? "none" : "disruption";

function impactOn({ type }: Resource, before: ResourceSettings, after: ResourceSettings): Impact {
  if (!resourceTypes.has(type)) return "none";
  let impact: Impact = "none";
  for (const path of changedPaths(before, after)) {
    switch (change(type, path)) {
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

/** Settings that were added, removed or got another value, as `block.attribute`. */
function changedPaths(left: ResourceSettings, right: ResourceSettings): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [path, values] of [...left, ...right])
    if (left.get(path) !== right.get(path) && values !== undefined && !ownArguments.has(path.split(".")[0] ?? ""))
      changed.add(path);
  return changed;
}

/** The values at each path as one text; a path occurs in as many blocks as there are. */
function settingsOf(resource: Resource): ResourceSettings {
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
  const { text } = written ? section.fileOf(written) : section.file;
  return `${text.slice(start, end).replaceAll(/\s+/g, " ")} ${fragments(value)}`;
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
