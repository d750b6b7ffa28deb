import { Cursor } from "./cursor.ts";
import { lexTemplate } from "./lex-hcl.ts";
import { wholeTemplate } from "./parse-expression.ts";
import { Tokens } from "./tokens.ts";
import type { SyntaxProblem, TemplatePart } from "./tree.ts";

export interface JsonTemplate {
  readonly parts: readonly TemplatePart[];
  readonly errors: readonly SyntaxProblem[];
}

/** Reads the `value` of a JSON string as a template; `raw` is how it is written, from `start` of the file on. */
export function jsonTemplate(value: string, raw: string, start: number): JsonTemplate {
  const tokens = new Tokens();
  lexTemplate(value, tokens);
  const cursor = new Cursor(value, tokens, "lenient");
  const parts = wholeTemplate(cursor);
  const offset = offsets(value, raw, start);
  return { parts: moved(parts, offset), errors: moved(cursor.problems, offset) };
}

/** For every offset of a JSON string's value, where it is written. */
function offsets(value: string, raw: string, start: number): (offset: number) => number {
  if (value.length === raw.length) return (offset) => start + offset;
  const written: number[] = [];
  for (const { index } of raw.matchAll(/\\u[0-9a-fA-F]{4}|\\[^u]|[^\\]/gs)) written.push(start + index);
  written.push(start + raw.length);
  return (offset) => written[offset] ?? start + raw.length;
}

/** The same tree with other offsets. */
function moved<T>(node: T, to: (offset: number) => number): T {
  if (Array.isArray(node)) return node.map((item: unknown) => moved(item, to)) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    (key === "start" || key === "end") && typeof value === "number" ? to(value) : moved<unknown>(value, to),
  ]);
  return Object.fromEntries(entries) as T;
}
