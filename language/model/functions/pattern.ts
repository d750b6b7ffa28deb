import { spend } from "../budget.ts";
import { type Doubtful, doubtful } from "./call.ts";
import type { Instruction, Program } from "./matcher.ts";

type PatternNode =
  | { readonly kind: "character"; readonly admits: (code: number) => boolean }
  | { readonly kind: "assert"; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: "sequence"; readonly nodes: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly PatternNode[] }
  | { readonly kind: "group"; readonly index: number; readonly node: PatternNode }
  | {
      readonly kind: "repeat";
      readonly node: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    };

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly lazy: boolean;
}

/** Thrown inside the reader: the pattern is one that RE2 refuses. */
class Refused extends Error {}
/** Thrown inside the reader: the pattern uses what is not read here. */
class Beyond extends Error {}

const mostSteps = 5_000;
const deepest = 100;
const mostRanges = 50;

/** A pattern of RE2 as a program; undefined where RE2 refuses it, doubtful where it is beyond what is read here. */
export function compile(pattern: string): Program | Doubtful | undefined {
  try {
    if (!spend(pattern.length)) return doubtful;
    const reader = new PatternParser(pattern);
    const node = reader.whole();
    const steps: Instruction[] = [];
    emit(node, steps);
    steps.push({ kind: "match" });
    if (!spend(steps.length >> 1)) return doubtful;
    return { steps, names: reader.names };
  } catch (error) {
    if (error instanceof Refused) return undefined;
    if (error instanceof Beyond) return doubtful;
    throw error;
  }
}

function emit(node: PatternNode, steps: Instruction[]): void {
  if (steps.length > mostSteps) throw new Beyond();
  switch (node.kind) {
    case "character":
    case "assert":
      steps.push(node);
      break;
    case "sequence":
      for (const each of node.nodes) emit(each, steps);
      break;
    case "choice":
      emitChoice(node.nodes, steps);
      break;
    case "group":
      steps.push({ kind: "save", slot: node.index * 2 });
      emit(node.node, steps);
      steps.push({ kind: "save", slot: node.index * 2 + 1 });
      break;
    case "repeat":
      emitRepeat(node, steps);
  }
}

function emitChoice(nodes: readonly PatternNode[], steps: Instruction[]): void {
  const ends: { kind: "jump"; to: number }[] = [];
  for (const [i, node] of nodes.entries()) {
    if (i === nodes.length - 1) {
      emit(node, steps);
      break;
    }
    const split: Instruction = { kind: "split", to: steps.length + 1, or: 0 };
    steps.push(split);
    emit(node, steps);
    const end: { kind: "jump"; to: number } = { kind: "jump", to: 0 };
    ends.push(end);
    steps.push(end);
    split.or = steps.length;
  }
  for (const end of ends) end.to = steps.length;
}

function emitRepeat({ node, least, most, greedy }: PatternNode & { kind: "repeat" }, steps: Instruction[]): void {
  for (let i = 0; i < least; i++) emit(node, steps);
  const skips: Instruction[] = [];
  const optional = most === Number.POSITIVE_INFINITY ? 1 : most - least;
  for (let i = 0; i < optional; i++) {
    const split: Instruction = { kind: "split", to: 0, or: 0 };
    const start = steps.length;
    skips.push(split);
    steps.push(split);
    if (greedy) split.to = steps.length;
    else split.or = steps.length;
    emit(node, steps);
    if (most === Number.POSITIVE_INFINITY) steps.push({ kind: "jump", to: start });
  }
  for (const split of skips) {
    if (split.kind !== "split") continue;
    if (greedy) split.or = steps.length;
    else split.to = steps.length;
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isWord = (code: number): boolean =>
  isDigit(code) || code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 12 || code === 13;
const between = (low: string, high: string) => (code: number) =>
  code >= low.charCodeAt(0) && code <= high.charCodeAt(0);
const isLower = between("a", "z");
const isUpper = between("A", "Z");
const isGraph = between("!", "~");

const classes = new Map<string, (code: number) => boolean>([
  ["d", isDigit],
  ["w", isWord],
  ["s", isSpace],
]);

const posix = new Map<string, (code: number) => boolean>([
  ["alnum", (code) => isDigit(code) || isLower(code) || isUpper(code)],
  ["alpha", (code) => isLower(code) || isUpper(code)],
  ["ascii", (code) => code < 128],
  ["blank", (code) => code === 32 || code === 9],
  ["cntrl", (code) => code < 32 || code === 127],
  ["digit", isDigit],
  ["graph", isGraph],
  ["lower", isLower],
  ["print", (code) => code === 32 || isGraph(code)],
  ["punct", (code) => isGraph(code) && !isDigit(code) && !isLower(code) && !isUpper(code)],
  ["space", (code) => isSpace(code) || code === 11],
  ["upper", isUpper],
  ["word", isWord],
  ["xdigit", (code) => isDigit(code) || between("a", "f")(code) || between("A", "F")(code)],
]);

const controls = new Map<string, number>([
  ["a", 7],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
]);

/** What stands outside ASCII for a letter of it where case is ignored: the Kelvin sign and the long s. */
const relatives = new Map([
  [0x212a, 107],
  [0x17f, 115],
]);

/** All that an ASCII letter is where case is ignored, itself included; none for anything else. */
function cased(code: number): readonly number[] {
  const lower = isUpper(code) ? code + 32 : (relatives.get(code) ?? code);
  if (!isLower(lower)) return [];
  const all = [lower, lower - 32];
  for (const [relative, letter] of relatives) if (letter === lower) all.push(relative);
  return all;
}

const wordAt = (text: string, at: number): boolean => at >= 0 && at < text.length && isWord(text.charCodeAt(at));
const boundary = (text: string, at: number): boolean => wordAt(text, at - 1) !== wordAt(text, at);

class PatternParser {
  readonly names: string[] = [];
  readonly #pattern: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoreCase: false, multiline: false, dotAll: false, lazy: false };

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  whole(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#pattern.length) throw new Refused();
    return node;
  }

  get #next(): string {
    return this.#pattern.charAt(this.#at);
  }

  #takes(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#pattern) ?? undefined;
    if (match) this.#at += match[0].length;
    return match;
  }

  /** The code point that stands next. */
  #code(): number {
    const code = this.#pattern.codePointAt(this.#at);
    if (code === undefined) throw new Refused();
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #choice(): PatternNode {
    if (++this.#depth > deepest) throw new Beyond();
    const before = this.#flags;
    const nodes = [this.#sequence()];
    while (this.#takes("|")) nodes.push(this.#sequence());
    this.#flags = before;
    this.#depth--;
    const [only] = nodes;
    return nodes.length === 1 && only ? only : { kind: "choice", nodes };
  }

  #sequence(): PatternNode {
    const nodes: PatternNode[] = [];
    while (this.#at < this.#pattern.length && this.#next !== "|" && this.#next !== ")") {
      const node = this.#atom();
      if (node) nodes.push(this.#repeated(node));
    }
    return { kind: "sequence", nodes };
  }

  #repeated(atom: PatternNode): PatternNode {
    const bounds = this.#bounds();
    if (!bounds) return atom;
    const [least, most] = bounds;
    if (least > 1000 || (most !== Number.POSITIVE_INFINITY && (most > 1000 || most < least))) throw new Refused();
    const greedy = this.#takes("?") === this.#flags.lazy;
    const from = this.#at;
    if (this.#bounds()) throw new Refused();
    this.#at = from;
    // What can match nothing repeats in ways on which matchers differ.
    if (most === Number.POSITIVE_INFINITY && isNullable(atom)) throw new Beyond();
    return { kind: "repeat", node: atom, least, most, greedy };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#takes("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#takes("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#takes("?")) return [0, 1];
    const match = this.#match(/\{(\d{1,6})(,(\d{1,6})?)?\}/y);
    if (!match) return undefined;
    const [, least, comma, most] = match;
    return [Number(least), most === undefined ? (comma ? Number.POSITIVE_INFINITY : Number(least)) : Number(most)];
  }

  #atom(): PatternNode | undefined {
    const { multiline, dotAll } = this.#flags;
    switch (this.#next) {
      case "*":
      case "+":
      case "?":
        throw new Refused();
      case "{":
        if (this.#bounds()) throw new Refused();
        return { kind: "character", admits: this.#literal(this.#code()) };
      case "(":
        this.#at++;
        return this.#group();
      case "[":
        this.#at++;
        return { kind: "character", admits: this.#class() };
      case "\\":
        this.#at++;
        return this.#escape();
      case ".":
        this.#at++;
        return { kind: "character", admits: dotAll ? () => true : (code) => code !== 10 };
      case "^":
        this.#at++;
        return { kind: "assert", holds: (text, at) => at === 0 || (multiline && text[at - 1] === "\n") };
      case "$":
        this.#at++;
        return { kind: "assert", holds: (text, at) => at === text.length || (multiline && text[at] === "\n") };
      default:
        return { kind: "character", admits: this.#literal(this.#code()) };
    }
  }

  #group(): PatternNode | undefined {
    if (this.#takes("?")) {
      const named = this.#match(/P?<([A-Za-z0-9_]+)>/y);
      if (named) return this.#capture(named[1] ?? "");
      const flags = this.#match(/([imsU]*)(?:-([imsU]+))?([:)])/y);
      if (!flags) throw new Refused();
      const [, on = "", off = "", end] = flags;
      const changed = this.#changed(on, off);
      if (end === ")") {
        this.#flags = changed;
        return undefined;
      }
      const before = this.#flags;
      this.#flags = changed;
      const node = this.#choice();
      this.#flags = before;
      if (!this.#takes(")")) throw new Refused();
      return node;
    }
    return this.#capture("");
  }

  #changed(on: string, off: string): Flags {
    const flag = (letter: string, before: boolean) => (on.includes(letter) || before) && !off.includes(letter);
    const { ignoreCase, multiline, dotAll, lazy } = this.#flags;
    return {
      ignoreCase: flag("i", ignoreCase),
      multiline: flag("m", multiline),
      dotAll: flag("s", dotAll),
      lazy: flag("U", lazy),
    };
  }

  #capture(name: string): PatternNode {
    if (name !== "" && this.names.includes(name)) throw new Refused();
    const index = this.names.push(name);
    const node = this.#choice();
    if (!this.#takes(")")) throw new Refused();
    return { kind: "group", index, node };
  }

  #literal(code: number): (code: number) => boolean {
    if (!this.#flags.ignoreCase) return (other) => other === code;
    // Outside ASCII letters have relatives of their own.
    if (code > 127) throw new Beyond();
    const same = cased(code);
    return (other) => other === code || same.includes(other);
  }

  #escape(): PatternNode {
    const letter = this.#next;
    switch (letter) {
      case "A":
        this.#at++;
        return { kind: "assert", holds: (_, at) => at === 0 };
      case "z":
        this.#at++;
        return { kind: "assert", holds: (text, at) => at === text.length };
      case "b":
        this.#at++;
        return { kind: "assert", holds: boundary };
      case "B":
        this.#at++;
        return { kind: "assert", holds: (text, at) => !boundary(text, at) };
      default: {
        const admits = this.#escapedClass();
        return { kind: "character", admits: admits ?? this.#literal(this.#escapedCode()) };
      }
    }
  }

  #escapedClass(): ((code: number) => boolean) | undefined {
    const letter = this.#next;
    if (letter === "p" || letter === "P" || letter === "Q" || letter === "C") throw new Beyond();
    const admits = classes.get(letter.toLowerCase());
    if (!admits || letter === "") return undefined;
    this.#at++;
    return letter === letter.toLowerCase() ? admits : (code) => !admits(code);
  }

  #escapedCode(): number {
    const hex = this.#match(/x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/y);
    if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? "", 16);
    const letter = this.#next;
    const control = controls.get(letter);
    if (control !== undefined) {
      this.#at++;
      return control;
    }
    if (letter >= "0" && letter <= "7") throw letter === "0" ? new Beyond() : new Refused();
    const code = this.#code();
    if (isWord(code) || code > 127) throw new Refused();
    return code;
  }

  #class(): (code: number) => boolean {
    const negated = this.#takes("^");
    const [codes, admitted] = [new Set<number>(), [] as ((code: number) => boolean)[]];
    for (let first = true; first || this.#next !== "]"; first = false) {
      if (this.#at >= this.#pattern.length) throw new Refused();
      const named = this.#match(/\[:(\^?)([a-z]+):\]/y);
      if (named) {
        const admits = posix.get(named[2] ?? "");
        if (!admits) throw new Refused();
        admitted.push(named[1] === "^" ? (code) => !admits(code) : admits);
        continue;
      }
      if (this.#next === "\\") {
        this.#at++;
        const admits = this.#escapedClass();
        if (admits) {
          admitted.push(admits);
          continue;
        }
        this.#at--;
      }
      const { low, high } = this.#range();
      if (low === high) codes.add(low);
      else admitted.push((code) => code >= low && code <= high);
    }
    // All of them are asked about each character.
    if (admitted.length > mostRanges) throw new Beyond();
    this.#at++;
    const fold = this.#flags.ignoreCase;
    const admits = (code: number): boolean => codes.has(code) || admitted.some((each) => each(code));
    const folded = (code: number): boolean => admits(code) || (fold && cased(code).some(admits));
    return negated ? (code) => !folded(code) : folded;
  }

  #range(): { readonly low: number; readonly high: number } {
    const low = this.#classCode();
    if (this.#next !== "-" || this.#pattern.charAt(this.#at + 1) === "]") return { low, high: low };
    this.#at++;
    const high = this.#classCode();
    if (high < low) throw new Refused();
    return { low, high };
  }

  #classCode(): number {
    return this.#takes("\\") ? this.#escapedCode() : this.#code();
  }
}

function isNullable(node: PatternNode): boolean {
  switch (node.kind) {
    case "character":
      return false;
    case "assert":
      return true;
    case "sequence":
      return node.nodes.every(isNullable);
    case "choice":
      return node.nodes.some(isNullable);
    case "group":
      return isNullable(node.node);
    default:
      return node.least === 0 || isNullable(node.node);
  }
}
