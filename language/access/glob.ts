import { anyName, hasSymbol, isNameSymbol, isSymbol, widened } from "./symbols.ts";

/**
 * How a pattern is read: as a `glob`, as a `literal` without wildcards, as an `arn` whose parts are compared one by one, or as a
 * `resource`: so, but a `*` at the very end takes in colons, too.
 */
export type Reading = "glob" | "literal" | "arn" | "resource";

// A token is a letter, with `fold` where its case does not count, or a wildcard below 0: one character or any number, without colons in
// a part of an ARN, without slashes besides in a name.
const one = -1;
const oneOfPart = -2;
const any = -3;
const anyOfPart = -4;
const anyOfName = -5;
const fold = 1 << 20;

const colon = 58;
const slash = 47;
const star = 42;
const questionMark = 63;

const isWildcard = (token: number): boolean => token < 0;
const isStar = (token: number | undefined): boolean => token !== undefined && token <= any;
const folds = (token: number): boolean => token >= fold;

/** Whether a wildcard is sure to take in a letter; a symbol stands for a run of them. */
function takes(token: number, code: number): boolean {
  if (token === any) return true;
  if (isSymbol(code)) return token < any && isNameSymbol(code);
  if (token === one) return true;
  return code !== colon && (token !== anyOfName || code !== slash);
}

/** Whether a wildcard takes in all that another does. */
const includes = (token: number, other: number): boolean =>
  (isStar(token) || !isStar(other)) &&
  (token === any ||
    token === other ||
    (token === anyOfPart && other !== any && other !== one) ||
    (token === one && other === oneOfPart));

/** Positions in a pattern that a text may have reached. */
export interface State {
  readonly positions: readonly number[];
  /** A wildcard comes next. */
  readonly isOpen: boolean;
  /** The letters that lead elsewhere than others. */
  readonly letters: ReadonlySet<number>;
  readonly accepts: boolean;
  /** Nothing leads on. */
  readonly isDead: boolean;
  /** Whatever follows, it is taken in. */
  readonly takesAll: boolean;
  readonly next: Map<number, number>;
}

/** The texts that a pattern takes in: an automaton whose states are made as they are reached. */
export class Glob {
  readonly text: string;
  readonly reading: Reading;
  /** Whether upper and lower case are the same. */
  readonly isFolded: boolean;
  readonly hasSymbols: boolean;
  readonly isLiteral: boolean;
  /** Of a literal: the text, in small letters where case does not count. */
  readonly word: string;
  readonly states: State[] = [];
  readonly start: number;
  readonly #tokens: readonly number[];
  readonly #prefix: string;
  readonly #suffix: string;
  readonly #numbers = new Map<string, number>();

  constructor(text: string, reading: Reading, isFolded: boolean) {
    this.text = text;
    this.reading = reading;
    this.isFolded = isFolded;
    this.hasSymbols = hasSymbol(text);
    this.#tokens = tokensOf(text, reading, isFolded);
    this.isLiteral = !this.#tokens.some(isWildcard);
    const isLoose = (token: number) => isWildcard(token) || folds(token);
    const first = this.#tokens.findIndex(isLoose);
    this.#prefix = textOf(first < 0 ? this.#tokens : this.#tokens.slice(0, first));
    this.#suffix = textOf(this.#tokens.slice(this.#tokens.findLastIndex(isLoose) + 1));
    this.word = this.isLiteral ? textOf(this.#tokens) : "";
    this.start = this.#state([0]);
  }

  /** The state that a letter leads to. */
  step(from: number, code: number): number {
    const state = this.states[from];
    if (!state) return from;
    const known = state.next.get(code);
    if (known !== undefined) return known;
    const reached: number[] = [];
    for (const position of state.positions) {
      const token = this.#tokens[position];
      if (token === undefined) continue;
      if (isWildcard(token)) {
        if (takes(token, code)) reached.push(isStar(token) ? position : position + 1);
      } else if (token === code || (folds(token) && bothCases(token).includes(code))) reached.push(position + 1);
    }
    const next = this.#state(reached);
    state.next.set(code, next);
    return next;
  }

  accepts(text: string): boolean {
    if (this.isLiteral) return (this.isFolded ? text.toLowerCase() : text) === this.word;
    if (!text.startsWith(this.#prefix) || !text.endsWith(this.#suffix)) return false;
    let at = this.start;
    for (let index = 0; index < text.length; index++) {
      at = this.step(at, text.charCodeAt(index));
      const state = this.states[at];
      if (state?.takesAll) return true;
      if (state?.isDead) return false;
    }
    return this.states[at]?.accepts ?? false;
  }

  /** True only where it takes in all that the other does: the other's wildcards are read as letters. */
  covers(other: Glob): boolean {
    if (other.isLiteral && (this.isFolded || !other.isFolded)) return this.accepts(other.word);
    if (this.isLiteral && !other.isLiteral) return false;
    let reached = this.#closed([0]);
    for (const token of other.#tokens) {
      const next: number[] = [];
      for (const position of reached) {
        const mine = this.#tokens[position];
        if (mine !== undefined && goesWith(mine, token)) next.push(isStar(mine) ? position : position + 1);
      }
      if (next.length === 0) return false;
      reached = this.#closed(next);
    }
    return reached.has(this.#tokens.length);
  }

  /** False only where the beginnings or ends of the two show that no text fits both. */
  mayMeet(other: Glob): boolean {
    if (this.isLiteral && (other.isFolded || !this.isFolded)) return other.accepts(this.word);
    if (other.isLiteral && (this.isFolded || !other.isFolded)) return this.accepts(other.word);
    const [mine, theirs] = [this.#prefix, other.#prefix];
    if (!mine.startsWith(theirs) && !theirs.startsWith(mine)) return false;
    return this.#suffix.endsWith(other.#suffix) || other.#suffix.endsWith(this.#suffix);
  }

  /** A text that it takes in, with the same in place of every star. */
  sample(filling: string): string {
    return this.#tokens
      .map((token) => (isStar(token) ? filling : isWildcard(token) ? "x" : String.fromCharCode(token & (fold - 1))))
      .join("");
  }

  /** All that it can be, whatever its symbols stand for, in a pattern without any. */
  widest(): Pick<Glob, "text" | "reading"> {
    if (this.reading !== "literal") return { text: widened(this.text), reading: this.reading };
    return { text: widened(asLetters(this.text)), reading: "glob" };
  }

  /** Positions, with those that are reached by stars that take nothing. */
  #closed(positions: readonly number[]): Set<number> {
    const closed = new Set<number>();
    for (let position of positions) {
      closed.add(position);
      while (isStar(this.#tokens[position])) closed.add(++position);
    }
    return closed;
  }

  #state(reached: readonly number[]): number {
    const tokens = this.#tokens;
    let positions = [...this.#closed(reached)].sort((a, b) => a - b);
    // what stands before a star that has been reached leads nowhere that the star does not
    const lastStar = positions.findLastIndex((position) => tokens[position] === any);
    if (lastStar > 0) positions = positions.slice(lastStar);
    const key = positions.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const ahead = positions.flatMap((position) => tokens[position] ?? []);
    const letters = new Set(
      ahead.flatMap((token) => (isWildcard(token) ? [] : folds(token) ? bothCases(token) : [token])),
    );
    if (ahead.some((token) => isWildcard(token) && token !== one && token !== any)) letters.add(colon);
    if (ahead.includes(anyOfName)) letters.add(slash);
    const number = this.states.length;
    this.#numbers.set(key, number);
    this.states.push({
      positions,
      letters,
      isOpen: ahead.some(isWildcard),
      accepts: positions.at(-1) === tokens.length,
      isDead: positions.length === 0,
      takesAll: positions.some((position) => tokens[position] === any && position === tokens.length - 1),
      next: new Map(),
    });
    return number;
  }
}

/** Whether a token of a pattern takes in one of another, read as a letter. */
function goesWith(mine: number, theirs: number): boolean {
  if (isWildcard(mine)) return isWildcard(theirs) ? includes(mine, theirs) : takes(mine, theirs & (fold - 1));
  return mine === theirs || (folds(mine) && !isWildcard(theirs) && !folds(theirs) && bothCases(mine).includes(theirs));
}

/** A text whose stars are stars, and its dollars dollars. */
export const asLetters = (text: string): string => text.replace(/[*?$]/g, (letter) => `\${${letter}}`);

function tokensOf(text: string, reading: Reading, isFolded: boolean): readonly number[] {
  const tokens: number[] = [];
  const isOfParts = (reading === "arn" || reading === "resource") && text.startsWith("arn");
  const lastPart = 5;
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    const isInPart = isOfParts && colons < lastPart;
    const escaped = /^\$\{([*?$])\}/.exec(text.slice(at, at + 4))?.[1];
    if (code === anyName) {
      tokens.push(anyOfName);
      continue;
    }
    if (escaped !== undefined) {
      code = escaped.charCodeAt(0);
      at += 3;
    } else if (reading !== "literal" && code === star) {
      const isLast = reading === "resource" && at === text.length - 1;
      if (!isStar(tokens.at(-1))) tokens.push(isInPart && !isLast ? anyOfPart : any);
      else if (isLast) tokens[tokens.length - 1] = any;
      continue;
    } else if (reading !== "literal" && code === questionMark) {
      tokens.push(isInPart ? oneOfPart : one);
      continue;
    }
    if (code === colon) colons++;
    const small = String.fromCharCode(code).toLowerCase();
    const hasCase = small.length === 1 && small !== String.fromCharCode(code).toUpperCase();
    tokens.push(isFolded && hasCase ? small.charCodeAt(0) | fold : code);
  }
  return tokens;
}

const textOf = (tokens: readonly number[]): string =>
  tokens.map((token) => String.fromCharCode(token & (fold - 1))).join("");

function bothCases(token: number): readonly number[] {
  const small = String.fromCharCode(token & (fold - 1));
  return [small.charCodeAt(0), small.toUpperCase().charCodeAt(0)];
}
