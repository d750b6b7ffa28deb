import { isConfiguration } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import { fact } from "../../language/query/engine.ts";
import { operands } from "../../language/syntax/locate.ts";
import type { Block, Body, ChunkTree, Expression } from "../../language/syntax/tree.ts";
import type { Misdeclaration } from "./refusal.ts";

/** What is wrong with the names of a tree of modules, by what it is. */
export type Misdeclarations = ReadonlyMap<string, Misdeclaration>;

/** A name that is declared twice, or used but not declared, which Terraform refuses, or a variable that has no use, and was not so before. */
export function newlyMisdeclared(before: Misdeclarations, after: Misdeclarations): Misdeclaration | undefined {
  for (const [key, found] of after) if (!before.has(key)) return found;
  return undefined;
}

/** The names of a tree of modules that are declared twice or nowhere, or in vain. */
export function misdeclared(root: Module): Misdeclarations {
  const found = new Map<string, Misdeclaration>();
  for (const module of root.tree()) {
    const declared = new Set<string>();
    const [used, asOne, repeated] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const file of module.files) {
      if (!isConfiguration(file.uri)) continue;
      for (const { tree } of file.chunks) {
        const names = namesOf(tree);
        for (const name of names.declared) {
          if (declared.has(name)) found.set(`${module.address} ${name} twice`, { why: "declared twice", name });
          declared.add(name);
        }
        for (const name of names.used) used.add(name);
        for (const name of names.asOne) asOne.add(name);
        for (const name of names.repeated) repeated.add(name);
        for (const name of names.required)
          if (module.call && !module.call.attribute(name))
            found.set(`${module.address} ${name} lacking`, { why: "not handed in", name: `var.${name}` });
      }
    }
    for (const name of repeated)
      if (asOne.has(name)) found.set(`${module.address} ${name} as one`, { why: "used as one", name });
    for (const name of used)
      if (!declared.has(name)) found.set(`${module.address} ${name} nowhere`, { why: "declared nowhere", name });
    for (const name of declared)
      if (name.startsWith("var.") && !used.has(name))
        found.set(`${module.address} ${name} idle`, { why: "used no more", name });
  }
  return found;
}

interface DeclaredNames {
  readonly declared: readonly string[];
  readonly used: ReadonlySet<string>;
  /** What is there once for each of several (`count`, `for_each`), and what is spoken of as if there were one. */
  readonly repeated: readonly string[];
  readonly asOne: ReadonlySet<string>;
  /** Variables that have no default. */
  readonly required: readonly string[];
  /** What each resource, data source and local needs to know first. */
  readonly needs: readonly (readonly [name: string, needed: ReadonlySet<string>])[];
}

/** Once for each part, because an edit leaves most of them as they are. */
const namesOf = fact((part: ChunkTree): DeclaredNames => {
  const [used, asOne] = [new Set<string>(), new Set<string>()];
  const [declared, repeated]: [string[], string[]] = [[], []];
  const required: string[] = [];
  const needs: (readonly [string, ReadonlySet<string>])[] = [];
  for (const item of part.body.items) {
    if (item.kind !== "block") continue;
    const names = declaredBy(item);
    declared.push(...names);
    if (speaksOfOthers.has(item.type.text)) continue;
    const own: Uses = { used: new Set(), asOne };
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
    if (item.type.text === "locals")
      for (const each of item.body.items) {
        if (each.kind !== "attribute") continue;
        const needed: Uses = { used: new Set(), asOne: new Set() };
        visit(each.value, needed);
        needs.push([`local.${each.name.text}`, needed.used]);
      }
  }
  return { declared, used, repeated, asOne, required, needs };
});

interface Uses {
  readonly used: Set<string>;
  readonly asOne: Set<string>;
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
    for (const tree of treesOf(module)) {
      parts.add(tree);
      for (const [name, needed] of namesOf(tree).needs) own.set(name, needed);
    }
    needs.set(module.address, own);
  }
  return { parts, needs };
}

/** A circle of needs through something that is written anew: Terraform finds no order in which to make them. */
export function circle({ parts, needs }: Order, root: Module): Misdeclaration | undefined {
  for (const module of root.tree()) {
    const fresh = new Map<string, ReadonlySet<string>>();
    for (const tree of treesOf(module))
      if (!parts.has(tree)) for (const [name, needed] of namesOf(tree).needs) fresh.set(name, needed);
    const known = needs.get(module.address);
    for (const name of fresh.keys())
      if (leadsTo(name, (each) => fresh.get(each) ?? known?.get(each))) return { why: "needs itself", name };
  }
  return undefined;
}

function* treesOf(module: Module): Iterable<ChunkTree> {
  for (const { uri, chunks } of module.files) if (isConfiguration(uri)) for (const { tree } of chunks) yield tree;
}

/** Whether what something needs leads back to it. */
function leadsTo(name: string, needs: (name: string) => ReadonlySet<string> | undefined): boolean {
  const seen = new Set<string>();
  const left = [...(needs(name) ?? [])];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    left.push(...(needs(next) ?? []));
  }
  return false;
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
  if (root.kind !== "root") {
    for (const operand of operands(root)) visit(operand, used);
    return;
  }
  const name = nameOf(root.name, steps);
  if (name === undefined) return;
  used.used.add(name);
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
