import { memo, memoBy } from "../query/engine.ts";
import type { Place } from "../syntax/text.ts";
import type { Expression } from "../syntax/tree.ts";
import { allowing } from "./budget.ts";
import { calledBy, callNamed, instanceAt } from "./calls.ts";
import { evaluate, filledTemplate } from "./evaluate.ts";
import type { Module } from "./module.ts";
import { keyOf, once, type Repetition, repetitionOf } from "./repetition.ts";
import type { Resource } from "./resource.ts";
import { isSameValue } from "./same-value.ts";
import type { Followed, Step } from "./scope.ts";
import type { BlockSection } from "./section.ts";
import { type Entry, known, type Reference, unknown, type Value } from "./value.ts";
import { variableValue } from "./variables.ts";

/** What a traversal means in a module, as far as the module itself knows: variables, locals, called modules, resources. */
export function followed(module: Module, root: string, steps: readonly Step[], at: Place): Followed {
  const [first] = steps;
  switch (root) {
    case "var":
    case "local":
      return { value: valueNamed(module, `${root}.${first}`, at), used: 1 };
    case "module":
      return output(module, steps, at);
    case "data":
      return resourceNamed(module, { mode: "data", type: String(first), steps: steps.slice(1), skipped: 1 }, at);
    case "path":
      return { value: first === "module" ? known(".", at) : unknown(at), used: 1 };
    case "each":
    case "count":
    case "self":
    case "terraform":
    case "ephemeral":
      return { value: unknown(at), used: 1 };
    default:
      return resourceNamed(module, { mode: "resource", type: root, steps, skipped: 0 }, at);
  }
}

const nowhere: Place = { uri: "", start: 0, end: 0 };

function valueNamed(module: Module, name: string, at: Place): Value {
  const value = named(module, name);
  // what stands nowhere stands where it is asked for
  return value.at === nowhere ? { ...value, at } : value;
}

/** The value of a name: `var.x`, `local.x`, `output.x`; of one that depends on itself it is unknown. */
const named = memoBy(
  (module: Module, name: string): Value => {
    const dot = name.indexOf(".");
    const [kind, rest] = [name.slice(0, dot), name.slice(dot + 1)];
    if (kind === "var") return through(variableValue(module, rest, nowhere), module, { mode: kind, name: rest });
    if (kind === "local") return localValue(module, rest);
    const [block] = module.blocksNamed("output", rest);
    const expression = block?.attribute("value")?.value;
    return block && expression ? block.value(expression) : unknown(nowhere);
  },
  { equals: isSameValue, inCycle: () => unknown(nowhere) },
);

function localValue(module: Module, name: string): Value {
  const local = localNamed(module, name);
  return local ? through(evaluate(local.expression, local.section), module, { mode: "local", name }) : unknown(nowhere);
}

/** A value that came by a name. */
function through(
  value: Value,
  { address }: Module,
  {
    mode,
    name,
    attribute = "",
  }: { readonly mode: "var" | "local" | "module"; readonly name: string; readonly attribute?: string },
): Value {
  const reference: Reference = { module: address, mode, type: mode, name, attribute };
  return { ...value, refs: [...(value.refs ?? []), reference] };
}

/** A local as it is written. */
export interface Local {
  readonly section: BlockSection;
  readonly expression: Expression;
}

const localsOf = memo(
  (module: Module): ReadonlyMap<string, Local> =>
    new Map(
      module
        .blocks("locals")
        .flatMap((section) =>
          section.body.items.flatMap((item) =>
            item.kind === "attribute" ? [[item.name.text, { section, expression: item.value }] as const] : [],
          ),
        ),
    ),
);

/** The definition of a local, so that who reads one hears nothing of the others. */
export const localNamed = memoBy((module: Module, name: string) => localsOf(module).get(name), {
  equals: (a, b) => a?.section === b?.section && a?.expression === b?.expression,
});

/** `module.m.x`, `module.m["k"].x`, and the whole of a module or of all its instances. */
function output(module: Module, steps: readonly Step[], at: Place): Followed {
  const name = String(steps[0]);
  const call = callNamed(module, name);
  const repetition = call ? repetitionOf(call) : once;
  const keyed = repetition.by ? 1 : 0;
  const attribute = steps[1 + keyed];
  const used = Math.min(steps.length, 2 + keyed);
  const told = (value: Value): Followed => ({
    value: through(value, module, { mode: "module", name, attribute: String(attribute ?? "") }),
    used,
  });
  const unseen = told(unknown(at));
  if (!call) return unseen;
  const [, step] = steps;
  const { by } = repetition;
  if (by && step === undefined) return told(everyInstance(call, repetition, at));
  const child = by && step !== undefined ? instanceAt(call, repetition, step) : calledBy(call)[0];
  if (!child) return unseen;
  if (attribute === undefined) return told(outputs(child, at));
  if (typeof attribute !== "string" || !child.blocksNamed("output", attribute)[0]?.attribute("value")) return unseen;
  return told(valueNamed(child, `output.${attribute}`, at));
}

/** A list for `count`, a map for `for_each`; unknown where it is not known how many there are. */
function everyInstance(call: BlockSection, repetition: Repetition, at: Place): Value {
  const { by, steps } = repetition;
  const found = steps?.map((step) => [step, instanceAt(call, repetition, step)] as const);
  if (!found || found.some(([, child]) => !child)) return unknown(at);
  const values = new Map<Module, Value>();
  const outputsOf = (child: Module | undefined): Value => {
    if (!child) return unknown(at);
    const value = values.get(child) ?? outputs(child, at);
    values.set(child, value);
    return value;
  };
  if (by === "count") return { state: "list", at, items: found.map(([, child]) => outputsOf(child)), open: false };
  const entries = new Map(found.map(([step, child]) => [String(step), { key: at, value: outputsOf(child) }]));
  return { state: "mapping", at, entries, open: false };
}

/** What a module hands to its caller, as one object. */
function outputs(module: Module, at: Place): Value {
  const entries = new Map<string, Entry>();
  for (const section of module.blocks("output")) {
    const name = section.block.labels[0]?.text ?? "";
    if (section.attribute("value")) entries.set(name, { key: at, value: valueNamed(module, `output.${name}`, at) });
  }
  return { state: "mapping", at, entries, open: module.isStandIn || module.isUnreadable };
}

/** A traversal that leads to resources of a type: its steps after the type, and how many stand before those. */
interface ToResource {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly steps: readonly Step[];
  readonly skipped: number;
}

/** `aws_x.name.y`, `data.aws_x.name["k"].y`: as it is written, else what only AWS knows. */
function resourceNamed(module: Module, { mode, type, steps, skipped }: ToResource, at: Place): Followed {
  const [name] = steps;
  if (typeof name !== "string") return { value: unknown(at), used: skipped };
  const { keyed, value } = written(module, JSON.stringify([mode, type, ...steps.slice(0, 3)]));
  const attribute = steps[keyed ? 2 : 1];
  const used = skipped + 1 + (keyed ? 1 : 0) + (typeof attribute === "string" ? 1 : 0);
  const reference: Reference = {
    module: module.address,
    mode,
    type,
    name,
    attribute: typeof attribute === "string" ? attribute : "",
    ...(keyed && { key: keyOf(steps[1]) }),
  };
  const isRendered = type === "template_file" && attribute === "rendered";
  const file = isRendered ? instanceNamed(module, mode, type, steps).resource : undefined;
  const own = file ? rendered(file, at) : value;
  if (!own) return { value: { ...unknown(at), refs: [reference] }, used };
  return { value: { ...own, refs: [...(own.refs ?? []), reference] }, used };
}

/** What a block says to who refers to it; no value where nothing is written, or where only AWS knows. */
interface Written {
  /** Whether the second step is an instance's key. */
  readonly keyed: boolean;
  readonly value?: Value;
}

/** By the traversal: who asks a block for what only AWS knows hears nothing of what is written in it. */
const written = memoBy(
  (module: Module, traversal: string): Written => {
    const [mode, type, name = "", index, last] = JSON.parse(traversal) as ["resource" | "data", string, ...Step[]];
    const { keyed, resource } = instanceNamed(module, mode, type, [name, index]);
    const attribute = keyed ? last : index;
    if (!resource || typeof attribute !== "string" || !resource.attribute(attribute)) return { keyed };
    const value = resource.get(attribute);
    return value.state === "absent" || value.state === "unknown" ? { keyed } : { keyed, value };
  },
  {
    equals: (a, b) => a.keyed === b.keyed && (a.value && b.value ? isSameValue(a.value, b.value) : a.value === b.value),
  },
);

function instanceNamed(
  module: Module,
  mode: "resource" | "data",
  type: string,
  [name, index]: readonly (Step | undefined)[],
) {
  const named = module.instancesNamed(mode, type, String(name));
  // `x["k"]`, `x[0]` and, for a single instance, `x` itself; a known attribute named as a step comes after it
  const keyed = typeof index === "number" || named.some((resource) => resource.key === keyOf(index));
  return { keyed, resource: (keyed ? named.find(({ key }) => key === keyOf(index)) : undefined) ?? named[0] };
}

/** What a `template_file` of the provider of templates comes to. */
function rendered(file: Resource, at: Place): Value {
  const template = file.get("template");
  const names = file.get("vars");
  if (template.state !== "known" || typeof template.value !== "string") return unknown(at);
  const given: Value = names.state === "absent" ? { state: "mapping", at, entries: new Map(), open: false } : names;
  return allowing(
    file.budget,
    () => at,
    () => filledTemplate(String(template.value), given, at, file),
  );
}
