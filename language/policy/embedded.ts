import { partitionPoint } from "../bisect.ts";
import { longestText } from "../model/convert.ts";
import { elements, evaluate, type Rounds, truth, workOfRound } from "../model/evaluate.ts";
import type { Scope } from "../model/scope.ts";
import { unknown, type Value } from "../model/value.ts";
import type { Place, Span } from "../syntax/text.ts";
import type { Directive, Expression, ForDirective, Template, TemplatePart } from "../syntax/tree.ts";

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
  const writer = new JsonText(source, scope, template.form === "heredoc" ? doubled : escaped);
  writer.parts(template.parts);
  return writer.finish(template.content.end);
}

/** JSON in pieces, some of which are not known; all of it is told of one place. */
export function pieced(pieces: readonly (string | Value)[], at: Place): Embedded {
  const holes: Hole[] = [];
  let text = "";
  let quoted = false;
  for (const piece of pieces)
    if (typeof piece === "string") {
      text += piece.replaceAll(holeMark, "\uFFFD");
      if (piece.replaceAll(/\\[\s\S]/g, "").split('"').length % 2 === 0) quoted = !quoted;
    } else {
      holes.push({ at: text.length + (quoted ? 0 : 1), quoted, value: piece });
      text += quoted ? holeMark : `"${holeMark}"`;
    }
  return { text, holes, open: false, place: () => at };
}

/** Where text stands for other text: `$${` in every template, and backslashes in quoted ones. */
const doubled = /\$\$\{|%%\{|\uE000/g;
const escaped = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])|\$\$\{|%%\{|\uE000/g;

/** A run of the text: character by character as in the source, or all of it from one place there. */
interface SourceRun {
  readonly from: number;
  readonly source: Span;
  readonly isVerbatim: boolean;
}

/** The most that the loops of one template go round, nested ones included. */
const mostRounds = 10_000;

class JsonText {
  readonly #source: string;
  #scope: Scope;
  readonly #escapes: RegExp;
  readonly #runs: SourceRun[] = [];
  readonly #holes: Hole[] = [];
  #text = "";
  #open = false;
  #quoted = false;
  #rounds = 0;
  /** Up to where the text has been searched for quotes. */
  #searched = 0;

  constructor(source: string, scope: Scope, escapes: RegExp) {
    this.#source = source;
    this.#scope = scope;
    this.#escapes = escapes;
  }

  parts(parts: readonly TemplatePart[]): void {
    for (const part of parts) {
      if (part.kind === "text") this.#literal(part);
      else if (part.kind === "interpolation") this.#interpolation(part, part.expression);
      else this.#directive(part);
    }
  }

  #directive(part: Directive): void {
    const scope = this.#scope;
    if (part.kind === "if") {
      const condition = truth(evaluate(part.condition, scope));
      if (typeof condition === "boolean") this.parts((condition ? part.then : part.else) ?? []);
      else this.#unseen(part);
    } else {
      const rounds = elements(evaluate(part.collection, scope), scope.place(part.collection));
      if ("state" in rounds || !this.#repeated(part, rounds)) this.#unseen(part);
    }
  }

  /** Parts of which it is not known what they come to. */
  #unseen(part: Span): void {
    if (this.#isQuoted()) this.#hole(part, unknown(this.#scope.place(part)));
    else this.#open = true;
  }

  /** Whether all rounds are there. */
  #repeated({ key, value, body }: ForDirective, { elements, open }: Rounds): boolean {
    const outer = this.#scope;
    for (const round of elements) {
      this.#rounds++;
      if (this.#rounds > mostRounds || this.#text.length > longestText) return false;
      if (outer.budget?.spend(workOfRound) === false) return false;
      const names = new Map([[value.text, round.value]]);
      if (key) names.set(key.text, round.key);
      this.#scope = {
        budget: outer.budget,
        place: (span) => outer.place(span),
        read: (path) => outer.read(path),
        follow: (root, steps, at) => {
          const bound = names.get(root);
          return bound ? { value: bound, used: 0 } : outer.follow(root, steps, at);
        },
      };
      this.parts(body);
      this.#scope = outer;
    }
    return !open;
  }

  finish(end: number): Embedded {
    const runs = this.#runs;
    const { length } = this.#text;
    const scope = this.#scope;
    const startOf = (offset: number): number => {
      if (offset >= length) return end;
      const run = runs[lastAtOrBefore(runs, offset)];
      return run ? run.source.start + (run.isVerbatim ? offset - run.from : 0) : end;
    };
    // what comes of a part of the template ends where the part does
    const endOf = (offset: number): number => {
      const run = runs[lastAtOrBefore(runs, offset)];
      return run?.isVerbatim === false ? run.source.end : startOf(offset) + 1;
    };
    return {
      text: this.#text,
      holes: this.#holes,
      open: this.#open,
      place: (span) => {
        const start = startOf(span.start);
        // in what is repeated the text behind may stand before
        const last = span.end > span.start ? Math.max(start, endOf(span.end - 1)) : start;
        return scope.place({ start, end: last });
      },
    };
  }

  #literal({ start, end }: Span): void {
    const at = this.#scope.place({ start, end });
    const raw = this.#source.slice(at.start, at.end);
    let from = 0;
    for (const match of raw.matchAll(this.#escapes)) {
      const to = match.index + match[0].length;
      this.#add(raw.slice(from, match.index), { start: start + from, end: start + match.index }, true);
      this.#add(unescaped(match[0]), { start: start + match.index, end: start + to }, false);
      from = to;
    }
    this.#add(raw.slice(from), { start: start + from, end }, true);
  }

  #interpolation(part: Span, expression: Expression): void {
    const value = evaluate(expression, this.#scope);
    const text = value.state === "known" && value.value !== null ? String(value.value) : undefined;
    if (text !== undefined) this.#add(text.replaceAll(holeMark, "\uFFFD"), part, false);
    else if (value.state === "unknown" && value.parts && this.#isQuoted()) {
      for (const piece of value.parts)
        if (typeof piece === "string") this.#add(piece.replaceAll(holeMark, "\uFFFD"), part, false);
        else this.#hole(part, piece);
    } else this.#hole(part, encoded(expression, this.#scope) ?? value);
  }

  #hole(part: Span, value: Value): void {
    const quoted = this.#isQuoted();
    this.#holes.push({ at: this.#text.length + (quoted ? 0 : 1), quoted, value });
    this.#add(quoted ? holeMark : `"${holeMark}"`, part, false);
  }

  #add(text: string, source: Span, isVerbatim: boolean): void {
    if (text === "") return;
    this.#runs.push({ from: this.#text.length, source, isVerbatim });
    this.#text += text;
  }

  /** Whether what comes next stands in a JSON string. */
  #isQuoted(): boolean {
    for (; this.#searched < this.#text.length; this.#searched++) {
      const char = this.#text.charCodeAt(this.#searched);
      if (char === 0x22) this.#quoted = !this.#quoted;
      else if (char === 0x5c && this.#quoted) this.#searched++;
    }
    return this.#quoted;
  }
}

const lastAtOrBefore = (runs: readonly SourceRun[], offset: number): number =>
  Math.max(0, partitionPoint(runs.length, (index) => (runs[index]?.from ?? 0) <= offset) - 1);

/** `${jsonencode(x)}` in JSON is x itself. */
function encoded(expression: Expression, scope: Scope): Value | undefined {
  if (expression.kind !== "call" || expression.name.text !== "jsonencode") return undefined;
  const [argument] = expression.args;
  return argument && evaluate(argument, scope);
}

const simple: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function unescaped(raw: string): string {
  if (raw === holeMark) return "\uFFFD";
  if (!raw.startsWith("\\")) return raw.slice(1);
  const digits = raw.length > 2 ? Number.parseInt(raw.slice(2), 16) : Number.NaN;
  if (digits <= 0x10ffff) return String.fromCodePoint(digits);
  return simple[raw.charAt(1)] ?? raw.slice(1);
}
