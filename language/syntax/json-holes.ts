import type { Span } from "./text.ts";
import type { TemplatePart } from "./tree.ts";

/**
 * Terraform's template language in JSON files, which `templatefile` reads: what it fills in is not known, and what it puts in
 * or leaves out may not be there.
 */

/** A policy variable of IAM, such as `${aws:username}`, `${aws:PrincipalTag/team, 'none'}` or `${*}`: no template's code. */
const variable = /\$\{(?:\s*[\w./-]+:[^"{}]*|[*?$])\}/y;

/** The longest code that is looked for in a string: a `${` that goes on for longer was not closed. */
const longest = 2000;

/** The end of `${…}` that begins at an offset, on one line; undefined where none begins there. */
export function interpolationEnd(text: string, at: number): number | undefined {
  if (!text.startsWith("${", at) || text[at - 1] === "$") return undefined;
  variable.lastIndex = at;
  if (variable.test(text)) return undefined;
  let depth = 0;
  let quoted = false;
  for (let index = at + 1; index < at + longest; index++) {
    const char = text[index];
    if (char === undefined || char === "\n") return undefined;
    if (quoted) {
      if (char === "\\") index++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return index + 1;
  }
  return undefined;
}

const tag = /%\{~?\s*(if|else|endif|for|endfor)\b[^}\n]*\}/g;

/** Where `%{ if … }…%{ endif }` and `%{ for … }…%{ endfor }` begin, and where they end. A tag without its partner is a directive that ends behind the tag. */
export function directives(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: whole, 1: word, index } of text.matchAll(tag)) {
    const end = index + whole.length;
    found.set(index, end);
    if (word === "if" || word === "for") open.push(index);
    else if (word !== "else") found.set(open.pop() ?? index, end);
  }
  return found;
}

/** A JSON string with code of a template in it, which may hold quotes of its own; undefined where there is none, or no end. */
export function stringWithHoles(
  text: string,
  start: number,
  directiveEnds: ReadonlyMap<number, number>,
): { readonly at: Span; readonly parts: readonly TemplatePart[] } | undefined {
  const parts: TemplatePart[] = [];
  let from = start + 1;
  const cut = (end: number): void => {
    if (end > from) parts.push({ kind: "text", start: from, end, value: decoded(text.slice(from, end)) });
  };
  for (let index = from; index < text.length; index++) {
    const char = text[index];
    if (char === "\n") return undefined;
    if (char === "\\") index++;
    else if (char === '"') {
      cut(index);
      return parts.some(({ kind }) => kind === "interpolation") ? { at: { start, end: index + 1 }, parts } : undefined;
    } else if (char === "$" || char === "%") {
      const end = char === "$" ? interpolationEnd(text, index) : directiveEnds.get(index);
      if (end === undefined) continue;
      cut(index);
      parts.push({ kind: "interpolation", start: index, end, expression: { kind: "error", start: index, end } });
      from = end;
      index = end - 1;
    }
  }
  return undefined;
}

function decoded(raw: string): string {
  if (!raw.includes("\\")) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
