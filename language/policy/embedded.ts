import { evaluate } from "../model/evaluate.ts";
import type { Scope } from "../model/scope.ts";
import { unknown, type Value } from "../model/value.ts";
import type { Place, Span } from "../syntax/text.ts";
import type { Expression, Template, TemplatePart } from "../syntax/tree.ts";

/** JSON as it comes out of a template, and where each of its characters stands in the file. */
export interface Embedded {
  readonly text: string;
  /** What stands in `text` for what is not known; in a string one character, else a string of it alone. */
  readonly holes: readonly Hole[];
  /** There are parts that may or may not be there. */
  readonly open: boolean;
  place(span: Span): Place;
}

export interface Hole {
  /** Offset of its mark in the text. */
  readonly at: number;
  /** It stands in quotes together with other text. */
  readonly quoted: boolean;
  readonly value: Value;
}

/** From Unicode's private use area: nobody writes it. */
export const holeMark = "\uE000";

/** Reads a template as the JSON it comes to; every character keeps its place. */
export function embedded(template: Template, source: string, scope: Scope): Embedded {
  const writer = new Writer(source, scope, escapesOf(template));
  writer.parts(template.parts);
  return writer.finish(template.content.end);
}

type Escapes = "hcl" | "json" | "none";

const escapesOf = ({ form }: Template): Escapes => (form === "quoted" ? "hcl" : form === "json" ? "json" : "none");

class Writer {
  readonly #source: string;
  readonly #scope: Scope;
  readonly #escapes: Escapes;
  readonly #text: string[] = [];
  readonly #offsets: number[] = [];
  readonly #holes: Hole[] = [];
  #quoted = false;
  #escaped = false;
  #open = false;

  constructor(source: string, scope: Scope, escapes: Escapes) {
    this.#source = source;
    this.#scope = scope;
    this.#escapes = escapes;
  }

  parts(parts: readonly TemplatePart[]): void {
    for (const part of parts) {
      if (part.kind === "text") this.#literal(part);
      else if (part.kind === "interpolation") this.#interpolation(part, part.expression);
      else if (this.#quoted) this.#hole(part, unknown(this.#scope.place(part)));
      else this.#open = true;
    }
  }

  finish(end: number): Embedded {
    const offsets = [...this.#offsets, end];
    const at = (offset: number): number => offsets[Math.min(offset, offsets.length - 1)] ?? end;
    return {
      text: this.#text.join(""),
      holes: this.#holes,
      open: this.#open,
      place: ({ start, end }) => this.#scope.place({ start: at(start), end: at(end) }),
    };
  }

  #literal({ start, end }: Span): void {
    const base = this.#scope.place({ start: 0, end: 0 }).start;
    for (let at = start; at < end; ) {
      const { text, length } = unescaped(this.#source, base + at, base + end, this.#escapes);
      this.#add(text, at);
      at += length;
    }
  }

  #interpolation(part: Span, expression: Expression): void {
    const value = evaluate(expression, this.#scope);
    const text = value.state === "known" && value.value !== null ? String(value.value) : undefined;
    if (text !== undefined) this.#add(text, part.start);
    else if (value.state === "unknown" && value.parts && this.#quoted)
      for (const piece of value.parts)
        if (typeof piece === "string") this.#add(piece, part.start);
        else this.#hole(part, piece);
    else this.#hole(part, encoded(expression, this.#scope) ?? value);
  }

  #hole(part: Span, value: Value): void {
    const quoted = this.#quoted;
    if (!quoted) this.#push('"', part.start);
    this.#holes.push({ at: this.#text.length, quoted, value });
    this.#push(holeMark, part.start);
    if (!quoted) this.#push('"', part.start);
  }

  #add(text: string, at: number): void {
    for (let index = 0; index < text.length; index++) {
      const char = text.charAt(index);
      if (this.#escaped) this.#escaped = false;
      else if (char === '"') this.#quoted = !this.#quoted;
      else if (char === "\\" && this.#quoted) this.#escaped = true;
      this.#push(char === holeMark ? "\uFFFD" : char, at);
    }
  }

  #push(char: string, at: number): void {
    this.#text.push(char);
    this.#offsets.push(at);
  }
}

/** `${jsonencode(x)}` in JSON is x itself. */
function encoded(expression: Expression, scope: Scope): Value | undefined {
  if (expression.kind !== "call" || expression.name.text !== "jsonencode") return undefined;
  const [argument] = expression.args;
  return argument && evaluate(argument, scope);
}

const simple: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The character at an offset, and how much of the source spells it. */
function unescaped(source: string, at: number, end: number, escapes: Escapes): { text: string; length: number } {
  const char = source.charAt(at);
  if ((char === "$" || char === "%") && source.charAt(at + 1) === char && source.charAt(at + 2) === "{" && at + 2 < end)
    return { text: `${char}{`, length: 3 };
  if (char !== "\\" || escapes === "none" || at + 1 >= end) return { text: char, length: 1 };
  const next = source.charAt(at + 1);
  const digits = next === "u" ? 4 : next === "U" && escapes === "hcl" ? 8 : 0;
  if (digits > 0) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    if (!Number.isNaN(code) && code <= 0x10ffff) return { text: String.fromCodePoint(code), length: 2 + digits };
  }
  return { text: simple[next] ?? next, length: 2 };
}
