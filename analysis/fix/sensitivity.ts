import { configurationTrees } from "../../language/model/files.ts";
import type { Module } from "../../language/model/module.ts";
import { fact } from "../../language/query/engine.ts";
import { operands } from "../../language/syntax/locate.ts";
import type { Block, Body, ChunkTree, Expression } from "../../language/syntax/tree.ts";
import type { Misdeclaration } from "./refusal.ts";

/** Where Terraform refuses a sensitive value: what `for_each` runs over, and what a root's output shows without saying so. */
export function exposed(root: Module): readonly (readonly [key: string, Misdeclaration])[] {
  const found: [string, Misdeclaration][] = [];
  const sensitive = new Map<string, ReadonlySet<string>>();
  // a call stands before what it calls
  for (const module of root.tree()) {
    const own = sensitiveIn(module, sensitive);
    sensitive.set(module.address, own);
    if (own.size === 0) continue;
    for (const part of partsOf(module)) {
      const shown = module === root ? part.outputs : [];
      for (const [name, used] of [...part.repeated, ...shown])
        if (used.some((each) => own.has(each)))
          found.push([`${module.address} ${name} exposed`, { why: "sensitive", name }]);
    }
  }
  return found;
}

/** The variables and locals of a module that are sensitive. */
function sensitiveIn(module: Module, known: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const parts = partsOf(module);
  const found = new Set(parts.flatMap(({ marked }) => marked));
  const { call } = module;
  const outer = call && known.get(call.module.address);
  for (const item of outer && outer.size > 0 ? (call?.block.body.items ?? []) : [])
    if (item.kind === "attribute" && namesIn(item.value).some((name) => outer?.has(name)))
      found.add(`var.${item.name.text}`);
  if (found.size === 0) return found;
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { locals } of parts)
      for (const [name, used] of locals) if (used.some((each) => found.has(each))) found.add(name);
  }
  return found;
}

const partsOf = ({ files }: Module): readonly Part[] => [...configurationTrees(files)].map(partOf);

/** What something is called, and the variables and locals that it shows. */
type Showing = readonly [name: string, used: readonly string[]];

interface Part {
  /** Variables that are said to be sensitive. */
  readonly marked: readonly string[];
  readonly locals: readonly Showing[];
  readonly repeated: readonly Showing[];
  /** Those that do not say that they are sensitive. */
  readonly outputs: readonly Showing[];
}

const partOf = fact((tree: ChunkTree): Part => {
  const blocks = tree.body.items.filter((item): item is Block => item.kind === "block");
  const of = (type: string): readonly Block[] => blocks.filter((block) => block.type.text === type);
  return {
    marked: of("variable").flatMap((block) => (isMarked(block) ? [`var.${block.labels[0]?.text}`] : [])),
    locals: of("locals").flatMap(({ body }) =>
      body.items.flatMap((item) =>
        item.kind === "attribute" ? [[`local.${item.name.text}`, namesIn(item.value)] as const] : [],
      ),
    ),
    repeated: ["resource", "data", "module"].flatMap(of).flatMap(({ type, labels, body }) => {
      const over = attribute(body, "for_each");
      const name = [...(type.text === "resource" ? [] : [type]), ...labels].map(({ text }) => text).join(".");
      return over ? [[name, namesIn(over)] as const] : [];
    }),
    outputs: of("output").flatMap((block) => {
      const value = isMarked(block) ? undefined : attribute(block.body, "value");
      return value ? [[`output.${block.labels[0]?.text}`, namesIn(value)] as const] : [];
    }),
  };
});

const attribute = ({ items }: Body, name: string): Expression | undefined => {
  for (const item of items) if (item.kind === "attribute" && item.name.text === name) return item.value;
  return undefined;
};

const isMarked = ({ body }: Block): boolean => {
  const marked = attribute(body, "sensitive");
  return marked?.kind === "literal" && marked.value === true;
};

/** The variables and locals in code whose values it shows. */
function namesIn(node: Expression): readonly string[] {
  if (node.kind === "call" && /^(?:nonsensitive|issensitive)$/.test(node.name.text)) return [];
  const isName = node.kind === "attr" && node.on.kind === "root" && /^(?:var|local)$/.test(node.on.name);
  if (isName && node.on.kind === "root") return [`${node.on.name}.${node.name.text}`];
  return operands(node).flatMap(namesIn);
}
