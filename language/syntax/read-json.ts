import { createScanner, type JSONScanner } from "jsonc-parser";
import { maxDepth } from "./cursor.ts";
import { directives, interpolationEnd, stringWithHoles } from "./json-holes.ts";
import { jsonTemplate } from "./json-template.ts";
import type { Span } from "./text.ts";
import type { Comment, Expression, Name, ObjectEntry, SharedObject, SyntaxProblem, Template } from "./tree.ts";

/** A JSON text as an expression; spans count in that text. */
export interface JsonReading {
  readonly value: Expression;
  readonly errors: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** Directives of a template were passed over: what they leave out may not be there, and whether the text is JSON then is not known. */
  readonly conditional: boolean;
}

/**
 * What `${` and `%{` mean in strings. `plain`: nothing, because Terraform has filled them in already. `filled`: `templatefile` will fill something in.
 * `templates`: every string is a template, as in Terraform's own JSON.
 */
export type JsonStrings = "plain" | "filled" | "templates";

/** Pieces of an earlier version that stand in a text; `at` is where a piece would begin, `depth` how deep it is nested. */
export type EarlierPieces = (at: number, depth: number) => SharedObject | undefined;

/** Reads a JSON text, with comments and trailing commas tolerated. Keys keep their order, also when they repeat. */
export function readJson(text: string, strings: JsonStrings = "plain"): JsonReading {
  return new JsonReader(text, strings, undefined).read();
}

/** The same, with the objects in arrays as pieces, taken from an earlier version where it has them. */
export function readPieces(text: string, earlier: EarlierPieces = () => undefined): JsonReading {
  return new JsonReader(text, "filled", earlier).read();
}

/** `SyntaxKind` of jsonc-parser, which exports it for type checking only. */
const Token = {
  BraceOpen: 1,
  BraceClose: 2,
  BracketOpen: 3,
  BracketClose: 4,
  Comma: 5,
  Colon: 6,
  Null: 7,
  True: 8,
  False: 9,
  String: 10,
  Number: 11,
  LineComment: 12,
  BlockComment: 13,
  LineBreak: 14,
  Trivia: 15,
  Unknown: 16,
  End: 17,
  /** Of our own: `${…}` outside of strings. */
  Hole: 18,
} as const;

/** What jsonc-parser says about a token that it could only read in part. */
const faults: Readonly<Record<number, string>> = {
  1: "this comment is not closed: expected */",
  2: "this string is not closed",
  3: "expected a digit",
  4: "\\u needs 4 hexadecimal digits",
  5: 'a backslash must be followed by one of " \\ / b f n r t u',
  6: "a control character cannot stand in a string",
};

/** In a text that is longer, in UTF-16 units, a piece is read each time it is asked for, and its tree is dropped: all trees together would fill the memory. */
const longestKept = 1_000_000;
/** A piece that is longer keeps its tree all the same: to read it again and again would take too long. */
const longestLate = 100_000;

/** A piece that is read anew each time it is asked for. */
class LateObject implements SharedObject {
  readonly kind = "piece";
  readonly start: number;
  readonly end: number;
  readonly #text: string;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.start = start;
    this.end = end;
  }

  get value(): Expression {
    return readJson(this.#text.slice(this.start, this.end), "filled").value;
  }
}

/** Whether a piece is read anew each time, so that its tree is another object each time. */
export const isLate = (piece: SharedObject): boolean => piece instanceof LateObject;

interface TemplateToken {
  readonly at: Span;
  readonly parts?: Template["parts"];
}

class JsonReader {
  readonly #text: string;
  readonly #strings: JsonStrings;
  /** Pieces of the version before. Undefined where objects in arrays do not become pieces, as within a piece. */
  #earlier: EarlierPieces | undefined;
  readonly #scanner: JSONScanner;
  readonly #errors: SyntaxProblem[] = [];
  readonly #comments: Comment[] = [];
  /** Where directives of a template were passed over. */
  readonly #directives: Span[] = [];
  /** Where directives end that begin in the text; found at the first. */
  #directiveEnds: ReadonlyMap<number, number> | undefined;
  #token: number = Token.End;
  /** The token, where it is not the scanner's but one with code of a template in it; for a string, its parts. */
  #own: TemplateToken | undefined;
  #depth = 0;
  /** Set when it has been said that the text ends too early. */
  #brokeOff = false;
  /** Where the token before this one ends. */
  #previousEnd = 0;

  constructor(text: string, strings: JsonStrings, earlier: EarlierPieces | undefined) {
    this.#text = text;
    this.#strings = strings;
    this.#earlier = earlier;
    this.#scanner = createScanner(text, false);
    if (text.charCodeAt(0) === 0xfeff) this.#scanner.setPosition(1);
    this.#scan();
  }

  read(): JsonReading {
    const value = this.#value();
    if (!this.#ended()) this.#fail("expected the end of the file", this.#at());
    const conditional = this.#directives.length > 0;
    return { value, errors: conditional ? [] : this.#errors, comments: this.#comments, conditional };
  }

  #at(): Span {
    if (this.#own) return this.#own.at;
    const start = this.#scanner.getTokenOffset();
    return { start, end: start + this.#scanner.getTokenLength() };
  }

  #fail(message: string, { start, end }: Span): void {
    if (this.#errors.at(-1)?.start !== start) this.#errors.push({ start, end, message });
  }

  /** Goes to the next token that means something. */
  #next(): void {
    this.#previousEnd = this.#at().end;
    this.#scan();
  }

  #scan(): void {
    for (;;) {
      this.#token = this.#scanner.scan();
      this.#own = undefined;
      if (this.#strings === "filled" && this.#isDirective()) continue;
      if (this.#strings === "filled") this.#own = this.#withCode();
      if (this.#own) return;
      const fault = faults[this.#scanner.getTokenError()];
      if (fault !== undefined) this.#fail(fault, this.#at());
      if (this.#token === Token.LineComment || this.#token === Token.BlockComment) {
        const at = this.#at();
        this.#comments.push({ ...at, text: this.#text.slice(at.start, at.end) });
      } else if (this.#token !== Token.LineBreak && this.#token !== Token.Trivia) return;
    }
  }

  /** Passes over what a template may leave out. */
  #isDirective(): boolean {
    const start = this.#scanner.getTokenOffset();
    if (this.#token !== Token.Unknown || this.#text[start] !== "%") return false;
    const end = this.#ends.get(start);
    if (end === undefined) return false;
    this.#scanner.setPosition(end);
    this.#directives.push({ start, end });
    return true;
  }

  /** The token at hand read to its end, where code of a template stands in it. */
  #withCode(): TemplateToken | undefined {
    const start = this.#scanner.getTokenOffset();
    let found: TemplateToken | undefined;
    if (this.#token === Token.String) {
      const value = this.#scanner.getTokenValue();
      if (value.includes("${") || value.includes("%{")) found = stringWithHoles(this.#text, start, this.#ends);
    } else if (this.#token === Token.Unknown) {
      const end = interpolationEnd(this.#text, start);
      if (end !== undefined) found = { at: { start, end } };
      if (found) this.#token = Token.Hole;
    }
    if (found) this.#scanner.setPosition(found.at.end);
    return found;
  }

  get #ends(): ReadonlyMap<number, number> {
    this.#directiveEnds ??= directives(this.#text);
    return this.#directiveEnds;
  }

  #value(): Expression {
    const at = this.#at();
    switch (this.#token) {
      case Token.BraceOpen:
      case Token.BracketOpen:
        return this.#nested();
      case Token.String:
        return this.#string();
      case Token.Number:
        return this.#literal(Number(this.#text.slice(at.start, at.end)));
      case Token.True:
        return this.#literal(true);
      case Token.False:
        return this.#literal(false);
      case Token.Null:
        return this.#literal(null);
      case Token.Hole:
        this.#next();
        return { kind: "error", ...at };
      case Token.Unknown:
        this.#fail("expected a value: a string needs quotes", at);
        this.#next();
        return { kind: "error", ...at };
      default: {
        const end = this.#previousEnd;
        this.#fail("expected a value", { start: end, end: Math.max(end, Math.min(at.start, end + 1)) });
        return { kind: "error", start: end, end };
      }
    }
  }

  #literal(value: number | boolean | null): Expression {
    const at = this.#at();
    this.#next();
    return { kind: "literal", ...at, value };
  }

  #string(): Template {
    const at = this.#at();
    const own = this.#own?.parts;
    const value = this.#scanner.getTokenValue();
    this.#next();
    const raw = this.#text.slice(at.start, at.end);
    const content = { start: at.start + 1, end: raw.length > 1 && raw.endsWith('"') ? at.end - 1 : at.end };
    if (this.#strings === "templates" && /[$%]\{/.test(value)) {
      const { parts, errors } = jsonTemplate(value, this.#text.slice(content.start, content.end), content.start);
      this.#errors.push(...errors);
      return { kind: "template", ...at, form: "json", indented: false, content, parts };
    }
    const parts: Template["parts"] = own ?? (value === "" ? [] : [{ kind: "text", ...content, value }]);
    return { kind: "template", ...at, form: "json", indented: false, content, parts };
  }

  #nested(): Expression {
    const { start } = this.#at();
    if (this.#depth === maxDepth) {
      this.#fail(`nested deeper than ${maxDepth} levels: the rest is not read`, this.#at());
      this.#scanner.setPosition(this.#text.length);
      this.#next();
      this.#brokeOff = true;
      return { kind: "error", start, end: start };
    }
    this.#depth++;
    const value = this.#token === Token.BraceOpen ? this.#object() : this.#array();
    this.#depth--;
    return value;
  }

  #array(): Expression {
    const open = this.#at();
    const items: Expression[] = [];
    this.#next();
    while (!this.#isAtEnd()) {
      const before = this.#at().start;
      items.push(this.#earlier && this.#token === Token.BraceOpen ? this.#piece(this.#earlier) : this.#value());
      this.#separator(before);
    }
    this.#close(open, Token.BracketClose, "]");
    return { kind: "tuple", start: open.start, end: this.#previousEnd, items };
  }

  /** An object in an array; one that cannot be read without errors, or holds comments, is no piece. */
  #piece(earlier: EarlierPieces): Expression {
    const { start } = this.#at();
    const isLong = this.#text.length > longestKept;
    const shared = isLong ? undefined : earlier(start, this.#depth);
    if (shared) {
      const end = start + shared.end - shared.start;
      this.#scanner.setPosition(end);
      this.#previousEnd = end;
      this.#scan();
      return { ...shared, start, end };
    }
    const [errors, comments, directives] = [this.#errors.length, this.#comments.length, this.#directives.length];
    if (!isLong) this.#earlier = undefined;
    const whole = this.#nested();
    this.#earlier = earlier;
    const { end } = whole;
    // the token behind it has been read, too
    const isWithin = ({ start: told }: Span): boolean => told < end;
    const isClean =
      !this.#errors.slice(errors).some(isWithin) &&
      !this.#comments.slice(comments).some(isWithin) &&
      !this.#directives.slice(directives).some(isWithin);
    if (!isClean || this.#text[end - 1] !== "}") return whole;
    if (isLong) return end - start > longestLate ? whole : new LateObject(this.#text, start, end);
    // read from a text of its own, so that it does not keep a whole version alive
    const { value } = readJson(` ${this.#text.slice(start, end)}`.slice(1), this.#strings);
    return { kind: "piece", start, end, value };
  }

  #object(): Expression {
    const open = this.#at();
    const entries: ObjectEntry[] = [];
    this.#next();
    while (!this.#isAtEnd()) {
      const before = this.#at().start;
      const entry = this.#entry();
      if (entry) entries.push(entry);
      this.#separator(before);
    }
    this.#close(open, Token.BraceClose, "}");
    return { kind: "object", start: open.start, end: this.#previousEnd, entries };
  }

  #isAtEnd(): boolean {
    return this.#token === Token.BraceClose || this.#token === Token.BracketClose || this.#ended();
  }

  #isAt(token: number): boolean {
    return this.#token === token;
  }

  #ended(): boolean {
    return this.#token === Token.End;
  }

  #entry(): ObjectEntry | undefined {
    if (this.#token === Token.Hole) {
      this.#next();
      return undefined;
    }
    if (this.#token !== Token.String) {
      this.#fail("expected a key in quotes", this.#at());
      return undefined;
    }
    const key = this.#string();
    if (!this.#isAt(Token.Colon)) {
      this.#fail("expected : and a value after the key", key);
      // What comes next is the value after all, unless it can as well be the next key.
      if (this.#isAtEnd() || this.#isAt(Token.Comma) || this.#isAt(Token.String)) {
        const value: Expression = { kind: "error", start: key.end, end: key.end };
        return { start: key.start, end: key.end, key: nameOf(key) ?? key, value };
      }
    } else this.#next();
    const value = this.#value();
    return { start: key.start, end: Math.max(key.end, value.end), key: nameOf(key) ?? key, value };
  }

  /** Passes a comma; where neither it nor an end follows, something is missing. */
  #separator(before: number): void {
    if (this.#token === Token.Comma) this.#next();
    else if (!this.#isAtEnd()) {
      const end = this.#previousEnd;
      this.#fail("expected a comma", { start: end, end: end + 1 });
      if (this.#at().start === before) this.#next();
    }
  }

  #close(open: Span, closer: number, character: string): void {
    if (this.#token === closer) this.#next();
    else if (!this.#brokeOff) {
      this.#fail(`this bracket is not closed: expected ${character}`, open);
      this.#brokeOff = this.#ended();
    }
  }
}

/** The name that a string without templates is. */
function nameOf({ start, end, parts }: Template): Name | undefined {
  let text = "";
  for (const part of parts) {
    if (part.kind !== "text") return undefined;
    text += part.value;
  }
  return { start, end, text };
}
