import { isConfiguration } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import { fact } from "../../language/query/engine.ts";
import { operands } from "../../language/syntax/locate.ts";
import type { Block, Body, ChunkTree, Expression } from "../../language/syntax/tree.ts";
import type { Misdeclaration } from "./refusal.ts";

/** What is wrong with the names of a tree of modules, by what it is. */
export type Misdeclarations = ReadonlyMap<string, Misdeclaration>;

/** A name that is declared twice, or used but not declared, and was not so before: Terraform refuses both. */
export function newlyMisdeclared(before: Misdeclarations, after: Misdeclarations): Misdeclaration | undefined {
  for (const [key, found] of after) if (!before.has(key)) return found;
  return undefined;
}

/** The names of a tree of modules that are declared twice or nowhere. */
export function misdeclared(root: Module): Misdeclarations {
  const found = new Map<string, Misdeclaration>();
  for (const module of root.tree()) {
    const declared = new Set<string>();
    const used = new Set<string>();
    for (const file of module.files) {
      if (!isConfiguration(file.uri)) continue;
      for (const { tree } of file.chunks) {
        const names = namesOf(tree);
        for (const name of names.declared) {
          if (declared.has(name)) found.set(`${module.address} ${name} twice`, { why: "declared twice", name });
          declared.add(name);
        }
        for (const name of names.used) used.add(name);
      }
    }
    for (const name of used)
      if (!declared.has(name)) found.set(`${module.address} ${name} nowhere`, { why: "declared nowhere", name });
  }
  return found;
}

interface DeclaredNames {
  readonly declared: readonly string[];
  readonly used: ReadonlySet<string>;
}

/** Once for each part, because an edit leaves most of them as they are. */
const namesOf = fact((part: ChunkTree): DeclaredNames => {
  const used = new Set<string>();
  const declared: string[] = [];
  for (const item of part.body.items) {
    if (item.kind !== "block") continue;
    declared.push(...declaredBy(item));
    if (!speaksOfOthers.has(item.type.text)) collect(item.body, used);
  }
  return { declared, used };
});

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

function collect(body: Body, used: Set<string>): void {
  for (const item of body.items) {
    if (item.kind === "block") collect(item.body, used);
    else visit(item.value, used);
  }
}

function visit(node: Expression, used: Set<string>): void {
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
  if (name !== undefined) used.add(name);
}

function nameOf(root: string, [first, second]: readonly string[]): string | undefined {
  if (!first) return undefined;
  if (root === "data") return second ? `data.${first}.${second}` : undefined;
  return root === "var" || root === "local" || root === "module" || root.startsWith("aws_")
    ? `${root}.${first}`
    : undefined;
}
