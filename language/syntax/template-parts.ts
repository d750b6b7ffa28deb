import { type Cursor, maxDepth } from "./cursor.ts";
import type { Span } from "./text.ts";
import type { Expression, Interpolation, Name, TemplatePart, TemplateText } from "./tree.ts";

/** A template as it is written: text, interpolations and the single tags of directives in a row. */
export type Piece = RawText | Interpolation | Tag;

interface RawText extends Span {
  readonly kind: "raw";
  /** As it stands in the file. */
  readonly text: string;
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

export type Form = "quoted" | "heredoc" | "unindented";

/** Unindents, strips and decodes the text of a template and nests its directives. */
export function templateParts(pieces: readonly Piece[], form: Form, cursor: Cursor): readonly TemplatePart[] {
  if (form === "quoted" && pieces.every((piece) => isPlain(piece, cursor)))
    return pieces.map((piece) => plainPart(piece, cursor)).filter((part) => part !== undefined);
  const texts = (form === "quoted" ? pieces : pieces.flatMap(lines)).map((piece) => trimmable(piece, form, cursor));
  strip(texts, cursor);
  if (form === "unindented") unindent(texts);
  const nest = new Nest(merged(texts), cursor);
  return nest.parts([]);
}

/** True for text, and for an interpolation without `~`. */
function isPlain(piece: Piece, cursor: Cursor): boolean {
  if (piece.kind === "raw") return true;
  return piece.kind === "interpolation" && !stripsBefore(piece, cursor) && !stripsAfter(piece, cursor);
}

function plainPart(piece: Piece, cursor: Cursor): TemplatePart | undefined {
  if (piece.kind === "interpolation") return piece;
  if (piece.kind !== "raw") return undefined;
  const { start, end, text } = piece;
  return { kind: "text", start, end, value: unescaped(text, start, cursor) };
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
  return text.normalize("NFC");
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

function decoded(raw: string, start: number, form: Form, cursor: Cursor): string {
  if (form === "quoted") return unescaped(raw, start, cursor);
  if (!needsDecoding.test(raw)) return raw;
  return raw.replace(heredocEscape, (sequence) => sequence.slice(1)).normalize("NFC");
}

/** White space as Go's `unicode.IsSpace` has it. */
const leadingSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const trailingSpace = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/;

/** A piece, of whose text some may be taken away at either end. */
interface Trimmable {
  readonly piece: Piece;
  text: string | undefined;
}

function trimmable(piece: Piece, form: Form, cursor: Cursor): Trimmable {
  return { piece, text: piece.kind === "raw" ? decoded(piece.text, piece.start, form, cursor) : undefined };
}

/** HashiCorp's reader treats every line of a heredoc apart, which decides what `<<-` and `~` take away. */
function lines(piece: Piece): readonly Piece[] {
  if (piece.kind !== "raw") return [piece];
  const result: RawText[] = [];
  for (let from = 0; from < piece.text.length; ) {
    const newline = piece.text.indexOf("\n", from);
    const to = newline < 0 ? piece.text.length : newline + 1;
    result.push({ kind: "raw", start: piece.start + from, end: piece.start + to, text: piece.text.slice(from, to) });
    from = to;
  }
  return result;
}

/** Takes from every line the blanks that all lines have in common; lines of nothing but blanks do not count. */
function unindent(pieces: readonly Trimmable[]): void {
  let least = Number.POSITIVE_INFINITY;
  let startsLine = true;
  const firsts: Trimmable[] = [];
  for (const piece of pieces) {
    const { text } = piece;
    if (startsLine) {
      const blanks = text === undefined ? 0 : text.length - text.replace(leadingSpace, "").length;
      const empty = text !== undefined && blanks === text.length && text.endsWith("\n");
      if (!empty) {
        least = Math.min(least, blanks);
        if (text !== undefined) firsts.push(piece);
      }
    }
    startsLine = text?.endsWith("\n") ?? false;
  }
  if (least === Number.POSITIVE_INFINITY) return;
  for (const piece of firsts) piece.text = piece.text?.slice(least);
}

/** Takes away the white space that a `~` faces. */
function strip(pieces: readonly Trimmable[], cursor: Cursor): void {
  pieces.forEach(({ piece }, index) => {
    if (piece.kind === "raw") return;
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    if (before?.text !== undefined && stripsBefore(piece, cursor)) before.text = before.text.replace(trailingSpace, "");
    if (after?.text !== undefined && stripsAfter(piece, cursor)) after.text = after.text.replace(leadingSpace, "");
  });
}

type Decoded = TemplateText | Interpolation | Tag;

/** Joins the lines of a text again. */
function merged(pieces: readonly Trimmable[]): readonly Decoded[] {
  const result: Decoded[] = [];
  let open: { start: number; end: number; value: string } | undefined;
  for (const { piece, text } of pieces) {
    if (piece.kind !== "raw") {
      if (open) result.push({ kind: "text", ...open });
      open = undefined;
      result.push(piece);
    } else {
      const { start = piece.start, value = "" } = open ?? {};
      open = { start, end: piece.end, value: value + (text ?? "") };
    }
  }
  if (open) result.push({ kind: "text", ...open });
  return result;
}

/** Puts what stands between the tags of a directive into it. */
class Nest {
  readonly #pieces: readonly Decoded[];
  readonly #cursor: Cursor;
  #at = 0;

  constructor(pieces: readonly Decoded[], cursor: Cursor) {
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
