import { type Cursor, maxDepth } from "./cursor.ts";
import { exact } from "./exact.ts";
import { normal, type Span } from "./text.ts";
import type { Expression, Interpolation, Name, TemplatePart } from "./tree.ts";

/** A template as it is written: text, interpolations and the single tags of directives in a row. */
export type RawTemplatePart = RawText | Interpolation | Tag;

/** The text of a template, at first as it stands in the file. */
interface RawText extends Span {
  readonly kind: "text";
  value: string;
}

/** One `%{ … }`. */
export type Tag = Span &
  (
    | { readonly kind: "if"; readonly condition: Expression }
    | {
        readonly kind: "for";
        readonly key: Name | undefined;
        readonly value: Name;
        readonly collection: Expression;
      }
    | { readonly kind: "else" | "endif" | "endfor" }
    | { readonly kind: "bad" }
  );

export type TemplateForm = "quoted" | "heredoc" | "unindented";

/** Unindents, strips and decodes the text of a template and nests its directives. */
export function templateParts(
  pieces: readonly RawTemplatePart[],
  form: TemplateForm,
  cursor: Cursor,
): readonly TemplatePart[] {
  const isPlain = arePlain(pieces, cursor);
  if (isPlain && form !== "unindented") {
    for (const piece of pieces) if (piece.kind === "text") piece.value = decoded(piece, form, cursor);
    return exact(pieces);
  }
  const texts = pieces.map((piece) => (piece.kind === "text" ? lines(decoded(piece, form, cursor), form) : undefined));
  if (!isPlain) strip(pieces, texts, cursor);
  if (form === "unindented") unindent(texts);
  pieces.forEach((piece, index) => {
    if (piece.kind === "text") piece.value = texts[index]?.join("") ?? "";
  });
  return isPlain ? exact(pieces) : new Nest(pieces, cursor).parts([]);
}

/** True for text and interpolations without `~`. */
function arePlain(pieces: readonly RawTemplatePart[], cursor: Cursor): pieces is readonly (RawText | Interpolation)[] {
  for (const piece of pieces) {
    if (piece.kind === "text") continue;
    if (piece.kind !== "interpolation" || stripsBefore(piece, cursor) || stripsAfter(piece, cursor)) return false;
  }
  return true;
}

function stripsBefore({ start }: Span, cursor: Cursor): boolean {
  return cursor.characterAt(start + 2) === tilde;
}

function stripsAfter({ end }: Span, cursor: Cursor): boolean {
  return cursor.characterAt(end - 2) === tilde;
}

/** The text of a quoted string without escapes. */
export function unescaped(raw: string, start: number, cursor: Cursor): string {
  if (!needsDecoding.test(raw)) return raw;
  const text = raw.replace(escapeSequence, (sequence, ...groups) => {
    const decoded = decodedEscape(sequence);
    if (decoded !== undefined) return decoded;
    const at = start + Number(groups.at(-2));
    cursor.report(
      sequence === "\\"
        ? 'a backslash must be followed by n, r, t, ", \\, u or U'
        : "\\u needs 4 and \\U needs 8 hexadecimal digits that name a character",
      { start: at, end: at + Math.max(2, sequence.length) },
    );
    return sequence;
  });
  return normal(text);
}

// Below U+0300 every character is in normal form.
const needsDecoding = /\\|[\u0300-\uffff]|\$\$\{|%%\{/;
const escapeSequence = /\\(?:[nrt"\\]|u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8})?|\$\$\{|%%\{/g;
const heredocEscape = /\$\$\{|%%\{/g;
const tilde = 126;
const simpleEscapes: Readonly<Record<string, string>> = {
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
  '\\"': '"',
  "\\\\": "\\",
  "$${": "${",
  "%%{": "%{",
};

function decodedEscape(sequence: string): string | undefined {
  const simple = simpleEscapes[sequence];
  if (simple !== undefined) return simple;
  const digits = sequence.slice(2);
  if (digits.length !== (sequence[1] === "u" ? 4 : 8)) return undefined;
  const code = Number.parseInt(digits, 16);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

function decoded({ value, start }: RawText, form: TemplateForm, cursor: Cursor): string {
  if (form === "quoted") return unescaped(value, start, cursor);
  if (!needsDecoding.test(value)) return value;
  return normal(value.replace(heredocEscape, (sequence) => sequence.slice(1)));
}

/** White space as Go's `unicode.IsSpace` has it. */
const leadingSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const trailingSpace = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/;

/** HashiCorp's reader treats every line of a heredoc apart, which decides what `<<-` and `~` take away. */
function lines(text: string, form: TemplateForm): string[] {
  if (form === "quoted") return [text];
  const result: string[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = text.indexOf("\n", from) + 1 || text.length;
    result.push(text.slice(from, to));
  }
  return result;
}

/** The lines of each piece of text; undefined for what is none. */
type Texts = readonly (string[] | undefined)[];

/** Takes from every line the blanks that all lines have in common; lines of nothing but blanks do not count. */
function unindent(texts: Texts): void {
  let least = Number.POSITIVE_INFINITY;
  let startsLine = true;
  for (const text of texts) {
    if (text === undefined) {
      if (startsLine) return;
      continue;
    }
    for (const line of text) {
      if (startsLine) least = Math.min(least, indentation(line) ?? least);
      startsLine = line.endsWith("\n");
    }
  }
  startsLine = true;
  for (const text of texts) {
    if (text === undefined) startsLine = false;
    text?.forEach((line, index) => {
      if (startsLine && indentation(line) !== undefined) text[index] = line.slice(least);
      startsLine = line.endsWith("\n");
    });
  }
}

/** The blanks that a line begins with; undefined where it holds nothing else. */
function indentation(line: string): number | undefined {
  let at = 0;
  while (isSpace(line.charCodeAt(at))) at++;
  return at === line.length && line.endsWith("\n") ? undefined : at;
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13) || (c >= 128 && leadingSpace.test(String.fromCharCode(c)));
}

/** Takes away the white space that a `~` faces. */
function strip(pieces: readonly RawTemplatePart[], texts: Texts, cursor: Cursor): void {
  pieces.forEach((piece, index) => {
    if (piece.kind === "text") return;
    const before = texts[index - 1];
    const after = texts[index + 1];
    if (before && stripsBefore(piece, cursor)) before.push((before.pop() ?? "").replace(trailingSpace, ""));
    if (after && stripsAfter(piece, cursor)) after[0] = (after[0] ?? "").replace(leadingSpace, "");
  });
}

/** Puts what stands between the tags of a directive into it. */
class Nest {
  readonly #pieces: readonly RawTemplatePart[];
  readonly #cursor: Cursor;
  #at = 0;

  constructor(pieces: readonly RawTemplatePart[], cursor: Cursor) {
    this.#pieces = pieces;
    this.#cursor = cursor;
  }

  /** All up to one of the tags in `until`, or to the end. */
  parts(until: readonly Tag["kind"][]): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    for (let piece = this.#pieces[this.#at]; piece; piece = this.#pieces[this.#at]) {
      if (piece.kind === "text" || piece.kind === "interpolation") parts.push(piece);
      else if (until.includes(piece.kind)) break;
      else if (piece.kind === "if" || piece.kind === "for") {
        parts.push(this.#directive(piece));
        continue;
      } else if (piece.kind !== "bad")
        this.#cursor.fail(`%{ ${piece.kind} } has no directive to belong to`, piece.start, piece.end);
      this.#at++;
    }
    return parts;
  }

  #directive(opening: Extract<Tag, { kind: "if" | "for" }>): TemplatePart {
    this.#at++;
    if (++this.#cursor.depth > maxDepth) {
      this.#cursor.failTooDeep();
      this.#at = this.#pieces.length;
    }
    const directive = opening.kind === "if" ? this.#if(opening) : this.#for(opening);
    this.#cursor.depth--;
    return directive;
  }

  #if({ start, end, condition }: Extract<Tag, { kind: "if" }>): TemplatePart {
    const then = this.parts(["else", "endif"]);
    const isElse = this.#pieces[this.#at]?.kind === "else";
    if (isElse) this.#at++;
    const otherwise = isElse ? this.parts(["endif"]) : undefined;
    return { kind: "if", start, end: this.#close("endif", start, end), condition, then, else: otherwise };
  }

  #for({ start, end, key, value, collection }: Extract<Tag, { kind: "for" }>): TemplatePart {
    const body = this.parts(["endfor"]);
    return { kind: "for-directive", start, end: this.#close("endfor", start, end), key, value, collection, body };
  }

  #close(tag: "endif" | "endfor", start: number, end: number): number {
    const closing = this.#pieces[this.#at++];
    if (closing?.kind === tag) return closing.end;
    this.#cursor.fail(`the directive has no %{ ${tag} }`, start, end);
    return this.#pieces.at(-1)?.end ?? end;
  }
}
