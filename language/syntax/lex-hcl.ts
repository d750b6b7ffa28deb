import { TokenKind, type Tokens } from "./tokens.ts";

/**
 * How hard the lexer tries: `strict` stops at the first fault, `lenient` ends what is left open where the next line
 * looks like an attribute or a block, `indented` also ends a heredoc without an end marker by indentation.
 */
export type Tolerance = "strict" | "lenient" | "indented";

export interface Lexed {
  /** Where lexing stopped. */
  readonly end: number;
  /** False when strict lexing met something that is not HCL, or the text ended inside brackets. */
  readonly complete: boolean;
}

/** Fills `tokens` with the first top-level item at or after `from`, and the trivia before it, up to its newline. */
export function lexItem(text: string, from: number, to: number, tokens: Tokens): Lexed {
  return new Lexer(text, to, tokens, "strict", true).run(from);
}

/** Fills `tokens` with all that stands from `from` to `to`. */
export function lexRange(text: string, from: number, to: number, tokens: Tokens, tolerance: Tolerance): Lexed {
  return new Lexer(text, to, tokens, tolerance, false).run(from);
}

/** Fills `tokens` with a template that is the whole of `text`, without quotes or escapes around it. */
export function lexTemplate(text: string, tokens: Tokens): Lexed {
  return new Lexer(text, text.length, tokens, "lenient", false).runTemplate();
}

/** How many blanks stand at the start of the line that holds `offset`. */
export function indentation(text: string, offset: number): number {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return skipBlanks(text, line) - line;
}

const Character = {
  Tab: 9,
  Newline: 10,
  Return: 13,
  Space: 32,
  Quote: 34,
  Dollar: 36,
  Percent: 37,
  Tilde: 126,
} as const;
const OpenBrace = 123;
const CloseBrace = 125;
const Backslash = 92;

const StartsWord = 1;
const ContinuesWord = 2;
const wordClass = new Uint8Array(128);
for (let c = 48; c < 58; c++) wordClass[c] = ContinuesWord;
for (let c = 65; c < 91; c++) wordClass[c] = wordClass[c + 32] = StartsWord | ContinuesWord;
wordClass[95] = StartsWord | ContinuesWord;
wordClass[45] = ContinuesWord;

const single = new Uint8Array(128);
for (const [character, kind] of Object.entries({
  "[": TokenKind.BracketOpen,
  "]": TokenKind.BracketClose,
  "(": TokenKind.ParenthesisOpen,
  ")": TokenKind.ParenthesisClose,
  "=": TokenKind.Equals,
  "!": TokenKind.Not,
  "<": TokenKind.Less,
  ">": TokenKind.Greater,
  "?": TokenKind.Question,
  ":": TokenKind.Colon,
  ".": TokenKind.Dot,
  ",": TokenKind.Comma,
  "*": TokenKind.Star,
  "/": TokenKind.Slash,
  "%": TokenKind.Percent,
  "+": TokenKind.Plus,
  "-": TokenKind.Minus,
}))
  single[character.charCodeAt(0)] = kind;

const double = new Map<number, TokenKind>(
  Object.entries({
    "==": TokenKind.Equal,
    "=>": TokenKind.Arrow,
    "!=": TokenKind.NotEqual,
    "<=": TokenKind.LessOrEqual,
    ">=": TokenKind.GreaterOrEqual,
    "&&": TokenKind.And,
    "||": TokenKind.Or,
    "::": TokenKind.DoubleColon,
  }).map(([pair, kind]) => [pairCode(pair.charCodeAt(0), pair.charCodeAt(1)), kind]),
);

const idStart = /\p{ID_Start}/u;
const idContinue = /\p{ID_Continue}/u;
const heredocOpening = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const itemLine = /([ \t]*)(?:[A-Za-z_][\w-]*[ \t]*=(?![=>])|\}[ \t\r]*\n|[A-Za-z_][\w-]*[ \t]+(?:"[^"\n]*"[ \t]*)*\{)/y;

/** After so many heredocs without an end marker none is searched for any more: each search goes to the end of the text. */
const maxEndless = 50;

/** Stands for the end marker of a template that is a whole text by itself, and ends where that ends. */
const wholeText = "";

/** An interpolation that is open, and the template to go on with after it. */
interface OpenTemplate {
  /** Of the heredoc; undefined in a quoted string. */
  readonly marker: string | undefined;
  /** Braces open around the template. */
  readonly braces: number;
}

class Lexer {
  readonly #text: string;
  readonly #to: number;
  readonly #tokens: Tokens;
  readonly #tolerance: Tolerance;
  readonly #single: boolean;
  readonly #frames: OpenTemplate[] = [];
  /** Braces open since the innermost interpolation began. */
  #braces = 0;
  /** Brackets of every sort that are open. */
  #open = 0;
  #failed = false;
  #done = false;
  #begun = false;
  /** Markers of heredocs that do not end in what is left of the text. */
  #endless: Set<string> | undefined;

  constructor(text: string, to: number, tokens: Tokens, tolerance: Tolerance, single: boolean) {
    this.#text = text;
    this.#to = to;
    this.#tokens = tokens;
    this.#tolerance = tolerance;
    this.#single = single;
  }

  run(from: number): Lexed {
    this.#tokens.reset(from);
    let at = from === 0 && this.#text.charCodeAt(0) === 0xfeff ? 1 : from;
    while (at < this.#to && !this.#done) at = this.#next(at);
    this.#tokens.push(TokenKind.End, at, at);
    return { end: at, complete: !this.#failed && this.#open === 0 && this.#frames.length === 0 };
  }

  runTemplate(): Lexed {
    this.#tokens.reset(0);
    let at = this.#heredoc(0, wholeText, false);
    while (at < this.#to) at = this.#next(at);
    this.#tokens.push(TokenKind.End, at, at);
    return { end: at, complete: !this.#failed };
  }

  #next(from: number): number {
    let at = from;
    let c = this.#text.charCodeAt(at);
    while (c === Character.Space || c === Character.Tab) c = this.#text.charCodeAt(++at);
    if (at >= this.#to) return this.#to;
    if (c === Character.Newline) return this.#newline(at, at + 1);
    if (c >= 128) return this.#beyondAscii(at);
    const word = wordClass[c] ?? 0;
    if (word === 0) return this.#symbol(c, at);
    this.#begun = true;
    if (word & StartsWord) return this.#word(at, at + 1);
    return c === 45 ? this.#push(TokenKind.Minus, at, at + 1) : this.#number(at);
  }

  #push(kind: TokenKind, start: number, end: number): number {
    this.#tokens.push(kind, start, end);
    return end;
  }

  /** Takes what cannot be read as a token that says so; strict lexing ends there. */
  #fault(kind: TokenKind, start: number, end: number): number {
    this.#failed = true;
    if (this.#tolerance === "strict") this.#done = true;
    return this.#push(kind, start, end);
  }

  #newline(start: number, end: number): number {
    if (this.#frames.length > 0) {
      if (this.#tolerance !== "strict" && this.#leavesQuotes(end)) this.#closeQuotes(start);
    } else if (this.#single && this.#open === 0 && this.#begun) this.#done = true;
    return this.#push(TokenKind.Newline, start, end);
  }

  /** An interpolation that is being typed in a quoted string does not swallow the attributes below it. */
  #leavesQuotes(line: number): boolean {
    if (this.#frames.at(-1)?.marker !== undefined) return false;
    itemLine.lastIndex = line;
    return line >= this.#to || itemLine.test(this.#text);
  }

  #closeQuotes(at: number): void {
    while (this.#frames.length > 0 && this.#frames.at(-1)?.marker === undefined) {
      this.#push(TokenKind.SequenceEnd, at, at);
      this.#braces = this.#frames.pop()?.braces ?? 0;
      this.#fault(TokenKind.QuoteBroken, at, at);
    }
  }

  #word(start: number, from: number): number {
    const text = this.#text;
    let at = from;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c < 128 ? (wordClass[c] ?? 0) === 0 : !(c >= 128)) break;
      if (c < 128) at++;
      else {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        if (!idContinue.test(character)) break;
        at += character.length;
      }
    }
    return this.#push(TokenKind.Word, start, Math.min(at, this.#to));
  }

  #beyondAscii(at: number): number {
    this.#begun = true;
    const character = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
    if (idStart.test(character)) return this.#word(at, at + character.length);
    return this.#fault(TokenKind.Stray, at, at + character.length);
  }

  /** Digits, dots and exponents in any order that does not end in a dot: whether it is a number, the parser says. */
  #number(start: number): number {
    let end = start + 1;
    for (let at = end; at < this.#to; ) {
      const c = this.#text.charCodeAt(at);
      if (isDigit(c)) end = ++at;
      else if (c === 46) at++;
      else if ((c | 32) === 101) {
        const sign = this.#text.charCodeAt(at + 1);
        const digit = at + (sign === 43 || sign === 45 ? 2 : 1);
        if (!isDigit(this.#text.charCodeAt(digit))) break;
        end = at = digit + 1;
      } else break;
    }
    return this.#push(TokenKind.Number, start, Math.min(end, this.#to));
  }

  #symbol(c: number, at: number): number {
    const d = this.#text.charCodeAt(at + 1);
    switch (c) {
      case Character.Return:
        return d === Character.Newline ? this.#newline(at, at + 2) : this.#fault(TokenKind.Stray, at, at + 1);
      case 35:
        return this.#lineComment(at);
      case 47:
        if (d === 47) return this.#lineComment(at);
        if (d === 42) return this.#blockComment(at);
        break;
      case 60:
        if (d === 60) return this.#heredocOpening(at);
        break;
    }
    this.#begun = true;
    switch (c) {
      case Character.Quote:
        return this.#quoted(this.#push(TokenKind.QuoteOpen, at, at + 1));
      case OpenBrace:
        this.#braces++;
        this.#open++;
        return this.#push(TokenKind.BraceOpen, at, at + 1);
      case CloseBrace:
        return this.#closeBrace(at, at + 1);
      case Character.Tilde:
        if (d === CloseBrace && this.#braces === 0 && this.#frames.length > 0) return this.#closeBrace(at, at + 2);
        return this.#fault(TokenKind.Stray, at, at + 1);
    }
    return this.#operator(c, d, at);
  }

  #operator(c: number, d: number, at: number): number {
    const pair = (wordClass[d] ?? 0) === 0 && d !== Character.Space ? double.get(pairCode(c, d)) : undefined;
    if (pair !== undefined) return this.#push(pair, at, at + 2);
    if (c === 46 && d === 46 && this.#text.charCodeAt(at + 2) === 46) return this.#push(TokenKind.Ellipsis, at, at + 3);
    const kind = single[c] as TokenKind | 0;
    if (kind === 0) return this.#fault(TokenKind.Stray, at, at + 1);
    if (kind === TokenKind.BracketOpen || kind === TokenKind.ParenthesisOpen) this.#open++;
    else if (kind === TokenKind.BracketClose || kind === TokenKind.ParenthesisClose) this.#close();
    return this.#push(kind, at, at + 1);
  }

  #close(): void {
    if (this.#open > 0) this.#open--;
  }

  #closeBrace(at: number, end: number): number {
    const frame = this.#braces === 0 ? this.#frames.pop() : undefined;
    if (frame) {
      this.#push(TokenKind.SequenceEnd, at, end);
      this.#braces = frame.braces;
      return frame.marker === undefined ? this.#quoted(end) : this.#heredoc(end, frame.marker, false);
    }
    if (this.#braces > 0) this.#braces--;
    this.#close();
    return this.#push(TokenKind.BraceClose, at, end);
  }

  #lineComment(start: number): number {
    const newline = this.#text.indexOf("\n", start);
    const line = newline < 0 || newline > this.#to ? this.#to : newline;
    const end = line > start && this.#text.charCodeAt(line - 1) === Character.Return ? line - 1 : line;
    this.#tokens.comment(start, end);
    return end;
  }

  #blockComment(start: number): number {
    const close = this.#text.indexOf("*/", start + 2);
    if (close >= 0 && close + 2 <= this.#to) {
      this.#tokens.comment(start, close + 2);
      return close + 2;
    }
    this.#begun = true;
    this.#fault(TokenKind.CommentBroken, start, start + 2);
    return this.#lineComment(start);
  }

  /** Goes on in a quoted string, up to its end or the next interpolation. */
  #quoted(start: number): number {
    const at = this.#quotedText(start);
    if (at > start) this.#push(TokenKind.Text, start, at);
    const c = at < this.#to ? this.#text.charCodeAt(at) : Character.Newline;
    if (c === Character.Quote) return this.#push(TokenKind.QuoteClose, at, at + 1);
    if (c === Character.Dollar || c === Character.Percent) return this.#sequence(c, at, undefined);
    this.#fault(TokenKind.QuoteBroken, at, at);
    this.#closeQuotes(at);
    return at;
  }

  #quotedText(from: number): number {
    const text = this.#text;
    const to = this.#to;
    let at = from;
    for (; at < to; at++) {
      const c = text.charCodeAt(at);
      if (c === Character.Quote || c === Character.Newline) break;
      if (c === Character.Return && text.charCodeAt(at + 1) === Character.Newline) break;
      if (c === Backslash) {
        if (text.charCodeAt(at + 1) !== Character.Newline && text.charCodeAt(at + 1) !== Character.Return) at++;
      } else if (c === Character.Dollar || c === Character.Percent) {
        if (text.charCodeAt(at + 1) === OpenBrace) break;
        if (text.charCodeAt(at + 1) === c && text.charCodeAt(at + 2) === OpenBrace) at += 2;
      }
    }
    return Math.min(at, to);
  }

  /** `${`, `${~`, `%{` or `%{~` */
  #sequence(c: number, at: number, marker: string | undefined): number {
    this.#frames.push({ marker, braces: this.#braces });
    this.#braces = 0;
    const length = this.#text.charCodeAt(at + 2) === Character.Tilde ? 3 : 2;
    return this.#push(
      c === Character.Dollar ? TokenKind.Interpolation : TokenKind.Directive,
      at,
      Math.min(at + length, this.#to),
    );
  }

  #heredocOpening(at: number): number {
    this.#begun = true;
    heredocOpening.lastIndex = at;
    const opening = heredocOpening.exec(this.#text);
    const marker = opening?.[2];
    if (!opening || marker === undefined || at + opening[0].length > this.#to)
      return this.#push(TokenKind.Less, at, at + 1);
    const start = this.#push(TokenKind.HeredocOpen, at, at + opening[0].length);
    if (this.#tolerance === "indented" && !this.#hasEnd(start, marker)) return this.#heredocByIndentation(at, start);
    return this.#heredoc(start, marker, true);
  }

  #hasEnd(from: number, marker: string): boolean {
    this.#endless ??= new Set();
    if (this.#endless.has(marker) || this.#endless.size > maxEndless) return false;
    for (let at = from; at < this.#to; ) {
      if (this.#endMarker(at, marker) >= 0) return true;
      const newline = this.#text.indexOf("\n", at);
      if (newline < 0) break;
      at = newline + 1;
    }
    this.#endless.add(marker);
    return false;
  }

  /** A heredoc without an end marker ends before the next item that is indented no further than its opening. */
  #heredocByIndentation(opening: number, start: number): number {
    const limit = indentation(this.#text, opening);
    let at = start;
    while (at < this.#to) {
      itemLine.lastIndex = at;
      const item = itemLine.exec(this.#text);
      if (item && (item[1]?.length ?? 0) <= limit) break;
      const newline = this.#text.indexOf("\n", at);
      at = newline < 0 || newline >= this.#to ? this.#to : newline + 1;
    }
    if (at > start) this.#push(TokenKind.Text, start, at);
    this.#fault(TokenKind.HeredocBroken, Math.max(start, at - 1), Math.max(start, at - 1));
    this.#push(TokenKind.Newline, Math.max(start, at - 1), at);
    return at;
  }

  /** Where the end marker on the line at `line` begins, or -1. */
  #endMarker(line: number, marker: string): number {
    if (marker === wholeText) return -1;
    const start = skipBlanks(this.#text, line);
    if (!this.#text.startsWith(marker, start)) return -1;
    let end = skipBlanks(this.#text, start + marker.length);
    if (this.#text.charCodeAt(end) === Character.Return) end++;
    return end < this.#to && this.#text.charCodeAt(end) === Character.Newline ? start : -1;
  }

  /** Goes on in a heredoc, up to its end or the next interpolation. */
  #heredoc(start: number, marker: string, startsLine: boolean): number {
    let line = startsLine;
    let at = start;
    while (at < this.#to) {
      if (line) {
        const close = this.#endMarker(at, marker);
        if (close >= 0) {
          if (at > start) this.#push(TokenKind.Text, start, at);
          return this.#push(TokenKind.HeredocClose, close, close + marker.length);
        }
      }
      at = this.#heredocText(at);
      if (at >= this.#to) break;
      const c = this.#text.charCodeAt(at);
      if (c !== Character.Newline) {
        if (at > start) this.#push(TokenKind.Text, start, at);
        return this.#sequence(c, at, marker);
      }
      at++;
      line = true;
    }
    if (this.#to > start) this.#push(TokenKind.Text, start, this.#to);
    if (marker === wholeText) return this.#push(TokenKind.HeredocClose, this.#to, this.#to);
    return this.#fault(TokenKind.HeredocBroken, this.#to, this.#to);
  }

  /** The next newline or interpolation. */
  #heredocText(from: number): number {
    const text = this.#text;
    const to = this.#to;
    let at = from;
    for (; at < to; at++) {
      const c = text.charCodeAt(at);
      if (c === Character.Newline) break;
      if (c === Character.Dollar || c === Character.Percent) {
        if (text.charCodeAt(at + 1) === OpenBrace) break;
        if (text.charCodeAt(at + 1) === c && text.charCodeAt(at + 2) === OpenBrace) at += 2;
      }
    }
    return Math.min(at, to);
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === Character.Space || text.charCodeAt(at) === Character.Tab) at++;
  return at;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function pairCode(c: number, d: number): number {
  return (c << 16) | d;
}
