import { configurationTrees } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import type { BlockSection } from "../../language/model/section.ts";
import { fact } from "../../language/query/engine.ts";
import { operands } from "../../language/syntax/locate.ts";
import type { Block, Body, ChunkTree, Expression } from "../../language/syntax/tree.ts";
import type { Misdeclaration } from "./refusal.ts";
import { exposed } from "./sensitivity.ts";

/** What is wrong with the names of a tree of modules, by what it is. */
export type Misdeclarations = ReadonlyMap<string, Misdeclaration>;

/** A name that is declared twice, or used but not declared, which Terraform refuses, or a variable that has no use, and was not so before. */
export function newlyMisdeclared(before: Misdeclarations, after: Misdeclarations): Misdeclaration | undefined {
  for (const [key, found] of after) if (!before.has(key)) return found;
  return undefined;
}

/** The names of a tree of modules that are declared twice or nowhere, or in vain. */
export function misdeclared(root: Module): Misdeclarations {
  const found = new Map<string, Misdeclaration>(exposed(root));
  for (const module of root.tree()) {
    const declared = new Set<string>();
    const [used, asOne, repeated] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const tree of configurationTrees(module.files)) {
      const names = namesOf(tree);
      for (const name of names.declared) {
        if (declared.has(name)) found.set(`${module.address} ${name} twice`, { why: "declared twice", name });
        declared.add(name);
      }
      for (const name of names.used) used.add(name);
      for (const name of names.asOne) asOne.add(name);
      for (const name of names.repeated) repeated.add(name);
      for (const name of names.idle) found.set(`${module.address} ${name} in vain`, { why: "used no more", name });
      for (const name of names.required)
        if (module.call && !module.call.attribute(name))
          found.set(`${module.address} ${name} lacking`, { why: "not handed in", name: `var.${name}` });
    }
    for (const name of repeated)
      if (asOne.has(name)) found.set(`${module.address} ${name} as one`, { why: "used as one", name });
    for (const name of used)
      if (!(isOutput(name) ? isHandedOut(name, module) : declared.has(name)))
        found.set(`${module.address} ${name} nowhere`, { why: "declared nowhere", name });
    for (const name of declared)
      if (name.startsWith("var.") && !used.has(name))
        found.set(`${module.address} ${name} idle`, { why: "used no more", name });
  }
  return found;
}

/** `module.network.vpc_id`: an output of a call. */
const isOutput = (name: string): boolean => name.startsWith("module.") && name.split(".").length > 2;

/** Whether a call hands an output out, as far as its module is here. */
function isHandedOut(name: string, module: Module): boolean {
  const [, label, output] = name.split(".");
  const [called] = calledAs(label, module);
  if (!called || called.isStandIn) return true;
  return [...configurationTrees(called.files)].some(
    (tree) => tree.broken || namesOf(tree).declared.includes(`output.${output}`),
  );
}

/** The modules that a call leads to, by its name: one for each instance that can be told apart. */
const calledAs = (label: string | undefined, module: Module): readonly Module[] =>
  [...module.children.values()].filter(({ call }) => call && labelOf(call) === label);

const labelOf = ({ block }: BlockSection): string => block.labels[0]?.text ?? "";

interface DeclaredNames {
  readonly declared: readonly string[];
  readonly used: ReadonlySet<string>;
  /** What is there once for each of several (`count`, `for_each`), and what is spoken of as if there were one. */
  readonly repeated: readonly string[];
  readonly asOne: ReadonlySet<string>;
  /** What a choice goes by that is none, both of its ends being the same. */
  readonly idle: ReadonlySet<string>;
  /** Variables that have no default. */
  readonly required: readonly string[];
  /** What each resource, data source, local, output and argument of a call, `module.network(cidr)`, needs to know first. */
  readonly needs: readonly (readonly [name: string, needed: ReadonlySet<string>])[];
}

/** Once for each part, because an edit leaves most of them as they are. */
const namesOf = fact((part: ChunkTree): DeclaredNames => {
  const [used, asOne, idle] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const [declared, repeated]: [string[], string[]] = [[], []];
  const required: string[] = [];
  const needs: (readonly [string, ReadonlySet<string>])[] = [];
  for (const item of part.body.items) {
    if (item.kind !== "block") continue;
    const names = declaredBy(item);
    declared.push(...names);
    if (speaksOfOthers.has(item.type.text)) continue;
    const own: Uses = { used: new Set(), asOne, idle };
    collect(item.body, own);
    const [name] = names;
    // what a variable asks of itself is no use of it
    if (item.type.text === "variable" && name !== undefined) own.used.delete(name);
    for (const name of own.used) used.add(name);
    if (
      item.type.text === "variable" &&
      !item.body.items.some((each) => each.kind === "attribute" && each.name.text === "default")
    )
      required.push(item.labels[0]?.text ?? "");
    if (name !== undefined && /^(?:resource|data|module)$/.test(item.type.text)) {
      if (item.body.items.some((each) => each.kind === "attribute" && /^(?:count|for_each)$/.test(each.name.text)))
        repeated.push(name);
      if (item.type.text !== "module") needs.push([name, own.used]);
    }
    if (name !== undefined && item.type.text === "output") needs.push([name, own.used]);
    if (item.type.text === "locals" || item.type.text === "module")
      for (const each of item.body.items) {
        if (each.kind !== "attribute") continue;
        const needed: Uses = { used: new Set(), asOne: new Set(), idle: new Set() };
        visit(each.value, needed);
        needs.push([
          name?.startsWith("module.") ? argumentOf(name, each.name.text) : `local.${each.name.text}`,
          needed.used,
        ]);
      }
  }
  return { declared, used, repeated, asOne, idle, required, needs };
});

const argumentOf = (call: string, name: string): string => `${call}(${name})`;

interface Uses {
  readonly used: Set<string>;
  readonly asOne: Set<string>;
  readonly idle: Set<string>;
}

/** What of a tree of modules is worked out once, however many edits to it are tried. */
export interface Order {
  readonly parts: ReadonlySet<ChunkTree>;
  /** By the module's address. */
  readonly needs: ReadonlyMap<string, Needs>;
}

type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** What needs what in a tree of modules. */
export function orderOf(root: Module): Order {
  const parts = new Set<ChunkTree>();
  const needs = new Map<string, Needs>();
  for (const module of root.tree()) {
    const own = new Map<string, ReadonlySet<string>>();
    for (const tree of configurationTrees(module.files)) {
      parts.add(tree);
      for (const [name, needed] of namesOf(tree).needs) own.set(name, needed);
    }
    needs.set(module.address, own);
  }
  return { parts, needs };
}

/** A circle of needs through something that is written anew: Terraform finds no order in which to make them. */
export function circle({ parts, needs }: Order, root: Module): Misdeclaration | undefined {
  const fresh = new Map<string, Needs>();
  for (const module of root.tree()) {
    const own = new Map<string, ReadonlySet<string>>();
    for (const tree of configurationTrees(module.files))
      if (!parts.has(tree)) for (const [name, needed] of namesOf(tree).needs) own.set(name, needed);
    fresh.set(module.address, own);
  }
  const needed = (module: Module, name: string): ReadonlySet<string> =>
    fresh.get(module.address)?.get(name) ?? needs.get(module.address)?.get(name) ?? new Set();
  for (const module of root.tree())
    for (const name of fresh.get(module.address)?.keys() ?? [])
      if (leadsTo([module, name], needed)) return { why: "needs itself", name };
  return undefined;
}

/** Something of a module that is needed. */
type Node = readonly [module: Module, name: string];

type Needed = (module: Module, name: string) => ReadonlySet<string>;

/** Whether what something needs leads back to it, through calls and what they hand out, too. */
function leadsTo(start: Node, needed: Needed): boolean {
  const keyOf = ([{ address }, name]: Node): string => `${address} ${name}`;
  const seen = new Set<string>();
  const left = [...behind(start, needed)];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const key = keyOf(next);
    if (key === keyOf(start)) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    left.push(...behind(next, needed));
  }
  return false;
}

function* behind([module, name]: Node, needed: Needed): Iterable<Node> {
  const { call } = module;
  const ofCall = (argument: string): readonly Node[] =>
    call ? [[call.module, argumentOf(`module.${labelOf(call)}`, argument)]] : [];
  // what a call waits for, all that it makes waits for
  yield* ["count", "depends_on", "for_each"].flatMap(ofCall);
  for (const other of needed(module, name))
    if (other.startsWith("var.")) yield* ofCall(other.slice(4));
    else if (isOutput(other)) {
      const [, label, output] = other.split(".");
      for (const called of calledAs(label, module)) yield [called, `output.${output}`];
    } else yield [module, other];
}

/** Blocks that name what is not, or not yet, declared. */
const speaksOfOthers: ReadonlySet<string> = new Set(["moved", "removed", "import"]);

function declaredBy({ type, labels, body }: Block): readonly string[] {
  const [first = "", second = ""] = labels.map(({ text }) => text);
  switch (type.text) {
    case "resource":
      return [`${first}.${second}`];
    case "data":
      return [`data.${first}.${second}`];
    case "variable":
      return [`var.${first}`];
    case "module":
    case "output":
      return [`${type.text}.${first}`];
    case "locals":
      return body.items.flatMap((item) => (item.kind === "attribute" ? [`local.${item.name.text}`] : []));
    default:
      return [];
  }
}

function collect(body: Body, used: Uses): void {
  for (const item of body.items) {
    if (item.kind === "block") collect(item.body, used);
    else visit(item.value, used);
  }
}

function visit(node: Expression, used: Uses): void {
  let root = node;
  let steps: readonly string[] = [];
  while (root.kind === "attr" || root.kind === "index") {
    steps = [root.kind === "attr" ? root.name.text : "", ...steps];
    if (root.kind === "index") visit(root.index, used);
    root = root.on;
  }
  if (root.kind === "conditional" && areSame(root.then, root.else)) {
    const asked: Uses = { used: new Set(), asOne: new Set(), idle: new Set() };
    visit(root.condition, asked);
    for (const name of asked.used) used.idle.add(name);
  }
  if (root.kind !== "root") {
    for (const operand of operands(root)) visit(operand, used);
    return;
  }
  const name = nameOf(root.name, steps);
  if (name === undefined) return;
  used.used.add(name);
  const output = root.name === "module" ? steps.slice(1).find((step) => step !== "") : undefined;
  if (output !== undefined) used.used.add(`${name}.${output}`);
  const next = steps[name.startsWith("data.") ? 2 : 1];
  if (next !== undefined && next !== "") used.asOne.add(name);
}

function nameOf(root: string, [first, second]: readonly string[]): string | undefined {
  if (!first) return undefined;
  if (root === "data") return second ? `data.${first}.${second}` : undefined;
  return root === "var" || root === "local" || root === "module" || root.startsWith("aws_")
    ? `${root}.${first}`
    : undefined;
}

/** Whether two literals are one value. */
const areSame = (one: Expression, other: Expression): boolean => {
  const [a, b] = [literal(one), literal(other)];
  return a !== undefined && a === b;
};

function literal(node: Expression): unknown {
  if (node.kind === "literal") return node.value;
  if (node.kind !== "template") return undefined;
  const texts = node.parts.map((part) => (part.kind === "text" ? part.value : undefined));
  return texts.includes(undefined) ? undefined : texts.join("");
}
