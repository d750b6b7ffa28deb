import type { Constraint, SetLiteral } from "./literal.ts";

/** What a request has to meet. */
export type Formula = All | Some | Constraint;

/** All of these. */
export interface All {
  readonly all: readonly Formula[];
}

/** One of these at least. */
export interface Some {
  readonly some: readonly Formula[];
  /** Which statement grants is looked at before anything else. */
  readonly isGrant?: true;
}

export const all = (...parts: readonly Formula[]): All => ({ all: parts });
export const some = (...parts: readonly Formula[]): Some => ({ some: parts });
export const is = (literal: SetLiteral, holds = true): Constraint => ({ literal, holds });

/** The literals of a formula, as often as they stand in it. */
export function* literalsIn(formula: Formula): Iterable<SetLiteral> {
  if ("literal" in formula) yield formula.literal;
  else for (const part of "all" in formula ? formula.all : formula.some) yield* literalsIn(part);
}

/** A formula in which some literals are decided; a boolean where that decides it. */
export function reduced(formula: Formula, decide: (constraint: Constraint) => boolean | undefined): Formula | boolean {
  if ("literal" in formula) return decide(formula) ?? formula;
  // one part that is like this settles the whole
  const settles = "some" in formula;
  const parts: Formula[] = [];
  for (const part of "all" in formula ? formula.all : formula.some) {
    const left = reduced(part, decide);
    if (left === settles) return settles;
    if (typeof left !== "boolean") parts.push(left);
  }
  const [only] = parts;
  if (only === undefined) return !settles;
  if (parts.length === 1) return only;
  return "all" in formula ? { all: parts } : { ...formula, some: parts };
}
