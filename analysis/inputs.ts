import type { Module } from "../language/model/module.ts";

/** By directory, the variables that calls set: what a called module is given is judged at its calls, not at its defaults. */
export type Inputs = Map<string, Set<string>>;

/** Adds what the calls in a tree of modules set. */
export function addInputs(inputs: Inputs, root: Module): void {
  for (const { call, source, isStandIn } of root.tree()) {
    if (!call || isStandIn) continue;
    let names = inputs.get(source.directory);
    if (!names) {
      names = new Set();
      inputs.set(source.directory, names);
    }
    for (const item of call.body.items) if (item.kind === "attribute") names.add(item.name.text);
  }
}

/** Whether calls set the same. */
export const areSameInputs = (a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name));
