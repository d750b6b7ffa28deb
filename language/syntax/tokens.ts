/** What a token of HCL's native syntax is. */
export const TokenKind = {
  End: 0,
  Newline: 1,
  Word: 2,
  Number: 3,
  QuoteOpen: 4,
  QuoteClose: 5,
  Text: 6,
  Interpolation: 7,
  Directive: 8,
  /** The `}` or `~}` of an interpolation or a directive. */
  SequenceEnd: 9,
  HeredocOpen: 10,
  HeredocClose: 11,
  BraceOpen: 12,
  BraceClose: 13,
  BracketOpen: 14,
  BracketClose: 15,
  ParenthesisOpen: 16,
  ParenthesisClose: 17,
  Equals: 18,
  Equal: 19,
  NotEqual: 20,
  LessOrEqual: 21,
  GreaterOrEqual: 22,
  Less: 23,
  Greater: 24,
  And: 25,
  Or: 26,
  Not: 27,
  Question: 28,
  Colon: 29,
  DoubleColon: 30,
  Dot: 31,
  Ellipsis: 32,
  Comma: 33,
  Star: 34,
  Slash: 35,
  Percent: 36,
  Plus: 37,
  Minus: 38,
  Arrow: 39,
  /** A character that means nothing in HCL. */
  Stray: 40,
  /** Where a quoted string breaks off. */
  QuoteBroken: 41,
  /** Where a heredoc breaks off. */
  HeredocBroken: 42,
  /** The `/*` of a comment without an end. */
  CommentBroken: 43,
} as const;

export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Tokens as columns, refilled for every run of text that is read: a file makes no token objects. */
export class Tokens {
  /** Offsets count from here. */
  base = 0;
  count = 0;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Starts and ends in turn. */
  comments: number[] = [];

  constructor(capacity = 256) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  reset(base: number): void {
    this.base = base;
    this.count = 0;
    this.comments = [];
  }

  push(kind: TokenKind, start: number, end: number): void {
    const at = this.count++;
    if (at === this.kinds.length) this.#grow();
    this.kinds[at] = kind;
    this.starts[at] = start - this.base;
    this.ends[at] = end - this.base;
  }

  comment(start: number, end: number): void {
    this.comments.push(start - this.base, end - this.base);
  }

  #grow(): void {
    const { kinds, starts, ends } = this;
    const capacity = kinds.length * 2;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.kinds.set(kinds);
    this.starts.set(starts);
    this.ends.set(ends);
  }
}
