import { fact } from "../query/engine.ts";
import { operands } from "../syntax/locate.ts";
import type { ChunkTree, Expression, Item, SourceFile, Template } from "../syntax/tree.ts";

/** Files of JSON in a folder below a module that are read there by name. */
export interface JsonRead {
  /** `policies`, `policies/users`. */
  readonly folder: string;
  /** Their names: what stands between any letters. */
  readonly name: readonly string[];
}

/** Whether a file of the folder is among them. */
export function isAmong({ name: [first = "", ...others] }: JsonRead, name: string): boolean {
  if (others.length === 0) return name === first;
  const last = others.pop() ?? "";
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    at = name.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** The JSON below the directory of a file of configuration that this reads by `file()` and `templatefile()`, as far as the folder is written out. */
export const jsonRead = fact((file: SourceFile): readonly JsonRead[] =>
  file.text.includes("file(") ? file.chunks.flatMap(({ tree }) => inTree(tree)) : none,
);

const none: readonly JsonRead[] = [];

const inTree = fact((tree: ChunkTree): readonly JsonRead[] => tree.body.items.flatMap(inItem));

const inItem = (item: Item): readonly JsonRead[] =>
  item.kind === "attribute" ? inExpression(item.value) : item.body.items.flatMap(inItem);

function inExpression(node: Expression): readonly JsonRead[] {
  const inside = operands(node).flatMap(inExpression);
  if (node.kind !== "call" || !/^(?:template)?file$/.test(node.name.text)) return inside;
  const [path] = node.args;
  const read = path?.kind === "template" ? readBy(path) : undefined;
  return read ? [read, ...inside] : inside;
}

/** What a path may lead to: a step of it that is computed leads to any file there. */
function readBy({ parts }: Template): JsonRead | undefined {
  let path = "";
  for (const [index, part] of parts.entries())
    if (part.kind === "text") path += part.value;
    else if (part.kind !== "interpolation") return undefined;
    else if (index > 0 || !isModulePath(part.expression)) path += any;
    else path += ".";
  const steps = path.split("/").filter((step) => step !== "." && step !== "");
  const name = steps.pop();
  if (name === undefined || steps.length === 0 || path.startsWith("/")) return undefined;
  if (steps.some((step) => step === ".." || step.includes(any))) return undefined;
  if (!/\.json$/i.test(name) && !name.endsWith(any)) return undefined;
  return { folder: steps.join("/"), name: name.split(any) };
}

/** Stands for what is computed; from Unicode's private use area: nobody writes it. */
const any = "\uE000";

const isModulePath = (node: Expression): boolean =>
  node.kind === "attr" && node.on.kind === "root" && node.on.name === "path" && node.name.text === "module";
