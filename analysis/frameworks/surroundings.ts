import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import type { Reference, Value } from "../../language/model/value.ts";
import { addTo } from "../../language/multimap.ts";
import { references } from "../../rules/kit/checks.ts";
import { blockTypes } from "./decided.ts";

/** The resources of a root, by what they refer to, what refers to them, and the names that they have in common. */
export class Surroundings {
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

  /** What a resource is tied to by references and names, through resources of some types. */
  standingWith(resource: Resource, types: ReadonlySet<string>): readonly Resource[] {
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

const keyOf = ({ module, mode, type, name }: Pick<Reference, "module" | "mode" | "type" | "name">): string =>
  `${module} ${mode} ${type} ${name}`;

function* referencesIn(section: Section): Iterable<Reference> {
  for (const [, value] of settingsIn(section)) {
    yield* references(value);
    if (value.state === "unknown")
      for (const part of value.parts ?? []) if (typeof part !== "string") yield* references(part);
  }
}

/** What a section calls itself, or another by: `metric_name = "root-use"`. */
function* namesIn(section: Section): Iterable<string> {
  for (const [name, value] of settingsIn(section))
    if (/(?:^|_)(?:name|bucket)$/.test(name) && value.state === "known" && typeof value.value === "string")
      yield value.value;
}

/** What is set in a section and in all blocks in it. */
function* settingsIn(section: Section): Iterable<readonly [name: string, value: Value]> {
  for (const [name, value] of section.values()) yield [name, value];
  for (const type of blockTypes(section)) for (const inner of section.sections(type)) yield* settingsIn(inner);
}
