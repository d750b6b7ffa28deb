import { fact } from "../query/engine.ts";
import { operands } from "../syntax/locate.ts";
import type { ChunkTree, Expression, Item, SourceFile } from "../syntax/tree.ts";

/** Files of JSON in a folder below a module that are read there by name or pattern. */
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

/** The JSON below the directory of a file of configuration that this reads by `file()` and `templatefile()` or lists by `fileset()`, as far as the folder is written out. */
export const jsonRead = fact((file: SourceFile): readonly JsonRead[] =>
  /file(?:set)?\(/.test(file.text) ? file.chunks.flatMap(({ tree }) => inTree(tree)) : none,
);

const none: readonly JsonRead[] = [];

const inTree = fact((tree: ChunkTree): readonly JsonRead[] => tree.body.items.flatMap(inItem));

const inItem = (item: Item): readonly JsonRead[] =>
  item.kind === "attribute" ? inExpression(item.value) : item.body.items.flatMap(inItem);

function inExpression(node: Expression): readonly JsonRead[] {
  const inside = operands(node).flatMap(inExpression);
  if (node.kind !== "call") return inside;
  const [path, pattern] = node.args;
  const isSet = node.name.text === "fileset";
  if (path === undefined || !(isSet || /^(?:template)?file$/.test(node.name.text))) return inside;
  const below = pathIn(path);
  const globbed = isSet && pattern ? pathIn(pattern)?.replaceAll("*", any) : "";
  const read = below === undefined || globbed === undefined ? undefined : readBy(isSet ? `${below}/${globbed}` : below);
  return read ? [read, ...inside] : inside;
}

/** A path as it is written, from the module's directory; what is computed may be any letters. */
function pathIn(node: Expression): string | undefined {
  if (isModulePath(node)) return ".";
  if (node.kind !== "template") return undefined;
  let path = "";
  for (const [index, part] of node.parts.entries())
    if (part.kind === "text") path += part.value;
    else if (part.kind !== "interpolation") return undefined;
    else path += index > 0 || !isModulePath(part.expression) ? any : ".";
  return path;
}

/** What a path may lead to: where its last step is computed, to any file there. */
function readBy(path: string): JsonRead | undefined {
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
