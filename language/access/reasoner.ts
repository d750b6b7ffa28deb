import { Glob, type Reading } from "./glob.ts";
import {
  type Constraint,
  type Dimension,
  type DimensionValue,
  holdsFor,
  isAtom,
  isInside,
  isKey,
  type SetLiteral,
  type SetLiteralSyntax,
} from "./literal.ts";
import { pointIn, type Range, rangeOf } from "./ranges.ts";
import { find, tooMuch } from "./search.ts";
import { Symbols } from "./symbols.ts";

/** What is remembered of one question, or of several about the same policies. */
export class Reasoner {
  readonly symbols = new Symbols();
  /** Steps of the search that are left, in all questions together. */
  budget: number;
  readonly #isMultivalued: (key: string) => boolean;
  readonly #globs = new Map<string, Glob>();
  readonly #literals = new Map<string, SetLiteral>();
  /** Of a key, a literal that shows its type. */
  readonly #types = new Map<Dimension, SetLiteral>();
  readonly #feasible = new Map<string, DimensionValue | typeof tooMuch | undefined>();

  /** `isMultivalued` says of a key whether a request can carry several values of it. */
  constructor({ isMultivalued = () => true, budget = mostSteps }: Partial<ReasonerOptions> = {}) {
    this.#isMultivalued = isMultivalued;
    this.budget = budget;
  }

  glob(text: string, reading: Reading = "glob", isFolded = false): Glob {
    const key = `${reading}${isFolded ? 1 : 0}${text}`;
    const known = this.#globs.get(key) ?? new Glob(text, reading, isFolded);
    this.#globs.set(key, known);
    return known;
  }

  /** Literals are shared by what they say, so that what is asked twice is answered once. */
  literal(syntax: SetLiteralSyntax): SetLiteral {
    const { dimension, type, texts, isNegated = false, reading = "glob", isFolded = false, quantifier } = syntax;
    const { ifExists = false, isBoolean = false } = syntax;
    const key = [dimension, type, isNegated, reading, isFolded, quantifier, ifExists, isBoolean, ...texts].join(
      "\u0000",
    );
    const known = this.#literals.get(key);
    if (known) return known;
    const literal: SetLiteral = {
      dimension,
      type,
      texts,
      isNegated,
      reading,
      isFolded,
      quantifier,
      ifExists,
      isBoolean,
      number: this.#literals.size,
      globs: type === "text" ? texts.map((text) => this.glob(text, reading, isFolded)) : [],
      ranges: type === "number" || type === "address" ? texts.flatMap((text) => rangeOf(type, text) ?? []) : [],
      symbols: [...new Set(texts.flatMap((text) => this.symbols.namesIn(text)))],
    };
    this.#literals.set(key, literal);
    if (type !== "null") this.#types.set(dimension, literal);
    return literal;
  }

  /**
   * A value of a dimension that meets all constraints; undefined where there is none. With `isWide` symbols may stand for anything: what is
   * sure to be taken out goes, what is left may be as wide as it can.
   */
  value(
    dimension: Dimension,
    constraints: readonly Constraint[],
    isWide: boolean,
  ): DimensionValue | typeof tooMuch | undefined {
    const key = `${dimension}${isWide ? " wide" : ""} ${constraints
      .map(({ literal, holds }) => `${literal.number}${holds ? "+" : "-"}`)
      .sort()
      .join()}`;
    if (this.#feasible.has(key)) return this.#feasible.get(key);
    const value = this.#value(dimension, constraints, isWide);
    if (this.#feasible.size > mostRemembered) this.#feasible.clear();
    this.#feasible.set(key, value);
    return value;
  }

  /** Whether a literal holds for a value where symbols stand for these. */
  holds(literal: SetLiteral, value: DimensionValue, meaning: (name: string) => string): boolean {
    if (literal.symbols.length === 0 || literal.type !== "text") return holdsFor(literal, value);
    const globs = literal.texts.map((text) =>
      this.glob(this.symbols.substitute(text, meaning), literal.reading, literal.isFolded),
    );
    return holdsFor(literal, value, globs);
  }

  #value(
    dimension: Dimension,
    constraints: readonly Constraint[],
    isWide: boolean,
  ): DimensionValue | typeof tooMuch | undefined {
    const [first] = constraints;
    if (isAtom(dimension)) return constraints.every(({ holds }) => holds === first?.holds) ? first?.holds : undefined;
    if (isKey(dimension)) return this.#keyValue(dimension, constraints, isWide);
    const inside = constraints.filter(isInside).map(({ literal }) => literal.globs);
    const outside = constraints.filter((one) => !isInside(one)).flatMap(({ literal }) => literal.globs);
    return this.#text(inside, outside, isWide);
  }

  #keyValue(
    dimension: `key:${string}`,
    constraints: readonly Constraint[],
    isWide: boolean,
  ): readonly string[] | null | typeof tooMuch | undefined {
    if (constraints.every(({ literal, holds }) => holdsFor(literal, null) === holds)) return null;
    if (constraints.some((one) => one.literal.type === "null" && isInside(one))) return undefined;
    const tests = constraints.filter(({ literal }) => literal.type !== "null");
    const types = new Set(tests.map(({ literal }) => literal.type));
    if (types.size > 1) return tooMuch;
    const shown = this.#types.get(dimension);
    const [type = shown?.type ?? "text"] = types;
    const both = shown?.isBoolean ? [[this.glob("true"), this.glob("false")]] : [];
    const valueIn = (some: readonly Constraint[]): string | typeof tooMuch | undefined => {
      const [inside, outside] = [some.filter(isInside), some.filter((one) => !isInside(one))];
      const sets = (of: readonly Constraint[]) => of.map(({ literal }) => literal);
      if (type === "number" || type === "address")
        return pointIn(
          type,
          sets(inside).map(({ ranges }): readonly Range[] => ranges),
          sets(outside).flatMap(({ ranges }) => ranges),
        );
      return this.#text(
        [...both, ...sets(inside).map(({ globs }) => globs)],
        sets(outside).flatMap(({ globs }) => globs),
        isWide,
      );
    };
    const single = valueIn(tests);
    const isQuantified = tests.some(({ literal }) => literal.quantifier !== undefined);
    if (single !== undefined || !isQuantified || !this.#isMultivalued(dimension.slice("key:".length)))
      return typeof single === "string" ? [single] : single;
    // of several values no single one is asked
    if (tests.some(({ literal }) => literal.quantifier === undefined)) return undefined;
    // what holds for all of them, and one value for each that some must meet
    const isOfAll = ({ literal, holds }: Constraint) => (literal.quantifier === "all") === holds;
    const every = tests.filter(isOfAll);
    const values = tests.filter((one) => !isOfAll(one)).map((one) => valueIn([...every, one]));
    if (values.includes(undefined)) return undefined;
    return values.some((value) => value === tooMuch) ? tooMuch : values.filter((value) => typeof value === "string");
  }

  #text(
    unions: readonly (readonly Glob[])[],
    out: readonly Glob[],
    isWide: boolean,
  ): string | typeof tooMuch | undefined {
    const anything = this.glob("*");
    if (!isWide) return find(unions, out, anything);
    const kept = unions.map((union) =>
      union
        .filter((glob) => !glob.hasSymbols || !out.some((other) => other.covers(glob)))
        .map((glob) => {
          if (!glob.hasSymbols) return glob;
          const { text, reading } = glob.widest();
          return this.glob(text, reading, glob.isFolded);
        }),
    );
    if (kept.some((union) => union.length === 0)) return undefined;
    return find(
      kept,
      out.filter(({ hasSymbols }) => !hasSymbols),
      anything,
    );
  }
}

interface ReasonerOptions {
  isMultivalued(key: string): boolean;
  readonly budget: number;
}

/** Steps of the search for one question; each looks at one choice. */
const mostSteps = 20_000;

const mostRemembered = 200_000;
