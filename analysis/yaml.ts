import { isMap, isNode, isScalar, type Node, type Pair } from "yaml";
import type { Span } from "../language/syntax/text.ts";

/** A mistake in a YAML file of ours. */
export interface Mistake extends Span {
  readonly message: string;
}

/** A mapping's keys with their values, null where nothing stands behind the key. */
export const pairs = (node: Node): readonly Pair<Node, Node | null>[] =>
  isMap(node) ? (node.items as readonly Pair<Node, Node | null>[]) : [];

export const nameOf = (key: Node): string => String(isScalar(key) ? key.value : key);

/** Whether nothing is written behind a key. */
export const isEmpty = (value: Node | null): value is null =>
  value === null || (isScalar(value) && value.value === null && value.source === "");

/** A value, or its key while nothing is written behind it. */
export const written = (key: Node, value: Node | null): Node => (isEmpty(value) ? key : value);

/** A mistake about a node; never empty, so that there is something to underline. */
export function mistake(text: string, node: unknown, message: string): Mistake {
  const [start, end] = (isNode(node) ? node.range : undefined) ?? [0, 0];
  if (start >= text.length) return { start: Math.max(0, text.length - 1), end: text.length, message };
  return { start, end: Math.max(end, start + 1), message };
}

/** How many mistakes of a file are told. */
const mostTold = 50;

/** The first mistakes of a file, and of how many more nothing is said: what is wrong in one place is often wrong in thousands. */
export function told(mistakes: readonly Mistake[]): readonly Mistake[] {
  const next = mistakes[mostTold];
  if (!next) return mistakes;
  const others = mistakes.length - mostTold;
  return [
    ...mistakes.slice(0, mostTold),
    { ...next, message: `${others.toLocaleString("en")} more ${others === 1 ? "mistake" : "mistakes"} in this file.` },
  ];
}

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
