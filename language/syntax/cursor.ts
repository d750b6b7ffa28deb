import { indentation, type Tolerance } from "./lex-hcl.ts";
import type { Span } from "./text.ts";
import { TokenKind, type Tokens } from "./tokens.ts";
import type { Comment, Name, SyntaxProblem } from "./tree.ts";

/** Deeper nesting is reported instead of read: HashiCorp's own parser is at its end there, too. */
export const maxDepth = 400;

/** A block reports no more: nobody reads a hundred and first fault. */
const maxProblems = 100;

/** The tokens of one chunk and the place reached in them; offsets count from the start of the chunk. */
export class Cursor {
  readonly tokens: Tokens;
  readonly tolerance: Tolerance;
  readonly problems: SyntaxProblem[] = [];
  /** False once something could not be read: the tree has holes. */
  readable = true;
  /** True once something was left open or closed twice, so that indentation may tell more than brackets. */
  unbalanced = false;
  index = 0;
  depth = 0;
  /** Inside brackets a newline is only white space. */
  skipsNewlines = false;
  readonly #text: string;
  readonly #base: number;
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** True once the nesting was too deep and the rest was skipped: what is left open after that is no fault of the text. */
  #gaveUp = false;

  constructor(text: string, tokens: Tokens, tolerance: Tolerance) {
    this.#text = text;
    this.tokens = tokens;
    this.tolerance = tolerance;
    this.#base = tokens.base;
    this.#kinds = tokens.kinds;
    this.#starts = tokens.starts;
    this.#ends = tokens.ends;
  }

  get lenient(): boolean {
    return this.tolerance !== "strict";
  }

  get indented(): boolean {
    return this.tolerance === "indented";
  }

  /** The kind of the token that comes next. */
  kind(): TokenKind {
    if (this.skipsNewlines) this.pastNewlines();
    return this.#kinds[this.index] as TokenKind;
  }

  kindAt(index: number): TokenKind {
    return (this.#kinds[index] ?? TokenKind.End) as TokenKind;
  }

  startAt(index: number): number {
    return this.#starts[index] ?? 0;
  }

  endAt(index: number): number {
    return this.#ends[index] ?? 0;
  }

  start(): number {
    return this.startAt(this.index);
  }

  end(): number {
    return this.endAt(this.index);
  }

  /** Where the token before this one ends. */
  previousEnd(): number {
    return this.index > 0 ? this.endAt(this.index - 1) : 0;
  }

  text(index: number): string {
    return this.#text.slice(this.#base + this.startAt(index), this.#base + this.endAt(index));
  }

  /** The UTF-16 code unit at an offset of the chunk. */
  characterAt(offset: number): number {
    return this.#text.charCodeAt(this.#base + offset);
  }

  slice(start: number, end: number): string {
    return this.#text.slice(this.#base + start, this.#base + end);
  }

  /** The comments among the tokens, moved by `shift`. */
  comments(shift = 0): readonly Comment[] {
    const { comments } = this.tokens;
    const result: Comment[] = [];
    for (let index = 0; index + 1 < comments.length; index += 2) {
      const start = comments[index] ?? 0;
      const end = comments[index + 1] ?? 0;
      result.push({ start: start + shift, end: end + shift, text: this.slice(start, end) });
    }
    return result;
  }

  name(index: number): Name {
    return { start: this.startAt(index), end: this.endAt(index), text: this.text(index) };
  }

  /** The first index from `index` on that is no newline. */
  pastNewlinesFrom(index: number): number {
    let next = index;
    while (this.#kinds[next] === TokenKind.Newline) next++;
    return next;
  }

  isWord(word: string): boolean {
    if (this.kind() !== TokenKind.Word) return false;
    return this.end() - this.start() === word.length && this.#text.startsWith(word, this.#base + this.start());
  }

  pastNewlines(): void {
    while (this.#kinds[this.index] === TokenKind.Newline) this.index++;
  }

  /** Steps back to the newlines that have just been passed. */
  beforeNewlines(): void {
    while (this.index > 0 && this.#kinds[this.index - 1] === TokenKind.Newline) this.index--;
  }

  /** Reports a fault that leaves the tree whole. */
  report(message: string, at: Span): void {
    this.problems.push({ start: at.start, end: at.end, message });
  }

  /** Reports a fault that leaves a hole in the tree. */
  fail(message: string, start = this.start(), end = this.end()): void {
    this.readable = false;
    if (this.#gaveUp || this.problems.length === maxProblems) return;
    if (this.problems.at(-1)?.start === start) return;
    this.problems.push({ start, end: Math.max(start, end), message });
  }

  /** Reports something that is left open or closed twice. */
  failUnbalanced(message: string, start = this.start(), end = this.end()): void {
    this.unbalanced = true;
    this.fail(message, start, end);
  }

  /** Gives up on the rest of the chunk. */
  failTooDeep(): void {
    this.fail(`nested deeper than ${maxDepth} levels: the rest is not read`);
    this.index = this.tokens.count - 1;
    this.#gaveUp = true;
  }

  /** Blanks before `offset` when nothing else stands before it on its line, else undefined. */
  column(offset: number): number | undefined {
    const at = this.#base + offset;
    const blanks = indentation(this.#text, at);
    return this.#text.lastIndexOf("\n", at - 1) + 1 + blanks === at ? blanks : undefined;
  }

  /** Blanks at the start of the line that holds `offset`. */
  indentation(offset: number): number {
    return indentation(this.#text, this.#base + offset);
  }

  /** True where the token at `index` begins a line, and can begin nothing but an attribute or a block. */
  startsItem(index: number): boolean {
    if (this.kindAt(index) !== TokenKind.Word || (index > 0 && this.kindAt(index - 1) !== TokenKind.Newline))
      return false;
    let next = index + 1;
    if (this.kindAt(next) === TokenKind.Equals) return true;
    while (this.kindAt(next) === TokenKind.QuoteOpen) {
      next++;
      if (this.kindAt(next) === TokenKind.Text) next++;
      if (this.kindAt(next) !== TokenKind.QuoteClose) return false;
      next++;
    }
    return this.kindAt(next) === TokenKind.BraceOpen;
  }

  /** True where the token at `index` begins a line with `name =`. */
  startsAttribute(index: number): boolean {
    return this.startsItem(index) && this.kindAt(index + 1) === TokenKind.Equals;
  }
}

/** True for `{`, `[`, `(` and what opens an interpolation. */
export function opens(kind: TokenKind): boolean {
  return (
    kind === TokenKind.BraceOpen ||
    kind === TokenKind.BracketOpen ||
    kind === TokenKind.ParenthesisOpen ||
    kind === TokenKind.Interpolation ||
    kind === TokenKind.Directive
  );
}

/** True for `}`, `]`, `)` and what closes an interpolation. */
export function closes(kind: TokenKind): boolean {
  return (
    kind === TokenKind.BraceClose ||
    kind === TokenKind.BracketClose ||
    kind === TokenKind.ParenthesisClose ||
    kind === TokenKind.SequenceEnd
  );
}
