import type { Glob, Reading } from "./glob.ts";
import { isIn, pointOf, type Range, type RangeType } from "./ranges.ts";

/** What a request has: an action, a resource, somebody who asks, keys with values; and conditions that are not understood. */
export type Dimension = "action" | "resource" | "who" | `key:${string}` | `atom:${string}`;

/** That the value of a dimension lies in a set, or outside it. */
export interface SetLiteralSyntax {
  readonly dimension: Dimension;
  readonly type: "text" | RangeType | "null" | "atom";
  /** Patterns, or values with the comparison before them. */
  readonly texts: readonly string[];
  readonly isNegated?: boolean;
  /** How texts are read, and whether their case does not count. */
  readonly reading?: Reading;
  readonly isFolded?: boolean;
  /** Of a key: `ForAllValues` and `ForAnyValue`, `…IfExists`, and that there are only two values. */
  readonly quantifier?: "all" | "any";
  readonly ifExists?: boolean;
  readonly isBoolean?: boolean;
}

export interface SetLiteral extends Required<Omit<SetLiteralSyntax, "quantifier">> {
  /** The same number, the same literal. */
  readonly number: number;
  readonly quantifier: "all" | "any" | undefined;
  readonly globs: readonly Glob[];
  readonly ranges: readonly Range[];
  /** Names of the symbols in its texts. */
  readonly symbols: readonly string[];
}

/** A literal, and whether it is to hold. */
export interface Constraint {
  readonly literal: SetLiteral;
  readonly holds: boolean;
}

/** What a request has in a dimension: a text; of a key its values, or null where the key is not there; of an atom whether it holds. */
export type DimensionValue = string | readonly string[] | null | boolean;

export const isKey = (dimension: Dimension): dimension is `key:${string}` => dimension.startsWith("key:");

export const isAtom = (dimension: Dimension): dimension is `atom:${string}` => dimension.startsWith("atom:");

/** Whether the value of a dimension has to lie in the literal's set. */
export const isInside = ({ literal, holds }: Constraint): boolean => holds !== literal.isNegated;

/** Whether a literal holds for a value; `globs` stand in place of its own where its symbols have been given values. */
export function holdsFor(literal: SetLiteral, value: DimensionValue, globs = literal.globs): boolean {
  const { type, isNegated, quantifier, dimension } = literal;
  if (type === "atom") return value === true;
  if (type === "null") return (value === null) !== isNegated;
  const test = (text: string): boolean => isInSet(literal, globs, text) !== isNegated;
  if (!isKey(dimension)) return typeof value === "string" && test(value);
  if (value === null) return quantifier === "all" || (quantifier === undefined && (literal.ifExists || isNegated));
  if (!Array.isArray(value)) return false;
  return quantifier === "all" ? value.every(test) : value.some(test);
}

function isInSet({ type, ranges }: SetLiteral, globs: readonly Glob[], text: string): boolean {
  if (type === "text") return globs.some((glob) => glob.accepts(text));
  const point = pointOf(type === "address" ? "address" : "number", text);
  return point !== undefined && ranges.some((range) => isIn(range, point));
}
