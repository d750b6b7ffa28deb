import { type Formula, literalsIn, type Some } from "./formula.ts";
import { type Constraint, type Dimension, type DimensionValue, isAtom, isKey } from "./literal.ts";
import { ownAccount } from "./plain.ts";
import type { Reasoner } from "./reasoner.ts";
import { tooMuch } from "./search.ts";
import { isHole } from "./symbols.ts";

/** A request as it is found: what a formula does not speak of is left out. */
export interface Request {
  readonly action?: string;
  readonly resource?: string;
  /** `arn:aws:iam::1…:role/x`, `service|s3.amazonaws.com`, `federated|…`, `canonical|…`, `anonymous`. */
  readonly who?: string;
  /** Values by key, in small letters. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** What is assumed of conditions that are not understood. */
  readonly atoms: Readonly<Record<string, boolean>>;
}

export type Solution =
  | { readonly kind: "found"; readonly request: Request }
  | { readonly kind: "none" }
  | { readonly kind: "unsure"; readonly because: string };

type Choices = ReadonlyMap<Dimension, readonly Constraint[]>;

/** Whether there is a request for which a formula holds. */
export function solve(
  reasoner: Reasoner,
  formula: Formula,
  { isWide = false, within = [] as readonly Formula[] } = {},
): Solution {
  const search = new Search(reasoner, isWide);
  const choices = search.choices(new Map(), [formula, ...within], []);
  if (!choices) return search.gaveUp ? { kind: "unsure", because: "too many cases" } : { kind: "none" };
  const context: Record<string, readonly string[]> = {};
  const atoms: Record<string, boolean> = {};
  const found: { action?: string; resource?: string; who?: string } = {};
  for (const [dimension, constraints] of choices) {
    const value = reasoner.value(dimension, constraints, isWide);
    if (value === tooMuch) return { kind: "unsure", because: `what ${dimension.replace(/^key:/, "")} can be` };
    if (isAtom(dimension)) atoms[dimension.slice("atom:".length)] = value === true;
    else if (isKey(dimension)) {
      if (Array.isArray(value)) context[dimension.slice("key:".length)] = value;
    } else if (typeof value === "string") found[dimension] = value;
  }
  return { kind: "found", request: { ...found, context, atoms } };
}

/** Chooses which part of each `some` is to hold, so that every dimension still has a value. */
class Search {
  gaveUp = false;
  readonly #reasoner: Reasoner;
  readonly #isWide: boolean;

  constructor(reasoner: Reasoner, isWide: boolean) {
    this.#reasoner = reasoner;
    this.#isWide = isWide;
  }

  choices(before: Choices, todo: readonly Formula[], pending: readonly Some[]): Choices | undefined {
    if (--this.#reasoner.budget < 0) {
      this.gaveUp = true;
      return undefined;
    }
    const choices = new Map(before);
    const open = [...pending];
    if (!this.#take(choices, todo, open)) return undefined;
    const left = this.#narrowed(choices, open);
    if (!left) return undefined;
    const [next, ...others] = left;
    if (!next) return choices;
    const refused: Formula[] = [];
    for (const part of next.some) {
      const found = this.choices(choices, [...refused, part], others);
      if (found || this.gaveUp) return found;
      // what was tried in vain does not hold in what is tried next
      if ("literal" in part) refused.push({ ...part, holds: !part.holds });
    }
    return undefined;
  }

  /** Takes on what has to hold; whether all dimensions still have a value. */
  #take(choices: Map<Dimension, readonly Constraint[]>, todo: readonly Formula[], open: Some[]): boolean {
    const touched = new Set<Dimension>();
    const stack = [...todo];
    for (let formula = stack.pop(); formula; formula = stack.pop()) {
      if ("all" in formula) stack.push(...formula.all);
      else if ("some" in formula) {
        const [only] = formula.some;
        if (formula.some.length === 1 && only) stack.push(only);
        else open.push(formula);
      } else {
        const { literal, holds } = formula;
        const others = choices.get(literal.dimension) ?? [];
        const same = others.find((one) => one.literal === literal);
        if (same && same.holds !== holds) return false;
        if (same) continue;
        choices.set(literal.dimension, [...others, formula]);
        touched.add(literal.dimension);
      }
    }
    return [...touched].every(
      (dimension) => this.#reasoner.value(dimension, choices.get(dimension) ?? [], this.#isWide) !== undefined,
    );
  }

  /** What is still to be chosen, the best to begin with first; undefined where something cannot be met any more. */
  #narrowed(choices: Choices, open: readonly Some[]): readonly Some[] | undefined {
    const isPossible = ({ literal, holds }: Constraint, wanted = holds): boolean =>
      this.#reasoner.value(
        literal.dimension,
        [...(choices.get(literal.dimension) ?? []), { literal, holds: wanted }],
        this.#isWide,
      ) !== undefined;
    const left: Some[] = [];
    for (const one of open) {
      // a part that cannot fail settles the choice; one that cannot hold is none
      if (!one.isGrant && one.some.some((part) => "literal" in part && !isPossible(part, !part.holds))) continue;
      const parts = one.some.filter((part) => !("literal" in part) || isPossible(part));
      if (parts.length === 0) return undefined;
      left.push({ ...one, some: parts });
    }
    const rank = ({ isGrant, some }: Some) => (isGrant ? 0 : 1_000_000) + some.length;
    let best = 0;
    for (const [index, one] of left.entries()) if (rank(one) < rank(left[best] ?? one)) best = index;
    const chosen = left[best];
    return chosen ? [chosen, ...left.slice(0, best), ...left.slice(best + 1)] : [];
  }
}

/** A request with values in place of symbols. */
export interface SettledRequest extends Request {
  /** What a symbol stands for in it. */
  meaning(name: string): string;
}

/** Puts values in the place of symbols; what a policy variable stands for becomes part of the context, unless it is there. */
export function settle(
  { symbols }: Reasoner,
  request: Request,
  known: Readonly<Record<string, string>> = {},
): SettledRequest {
  const context: Record<string, readonly string[]> = { ...request.context };
  const within: string[] = [];
  const meaning = (name: string): string => {
    if (isHole(name)) return known[name] ?? name;
    context[name] ??= [name.endsWith("account") ? ownAccount : `my-${name.replace(/^.*[:/]/, "")}`];
    // a value that would contain itself
    if (within.includes(name)) return "x";
    within.push(name);
    const value = symbols.substitute(context[name]?.[0] ?? "", meaning);
    within.pop();
    return value;
  };
  const settled = (text: string): string => symbols.substitute(text, meaning);
  for (const [key, values] of Object.entries(request.context)) context[key] = values.map(settled);
  const { action, resource, who, atoms } = request;
  return {
    ...(action !== undefined && { action: settled(action) }),
    ...(resource !== undefined && { resource: settled(resource) }),
    ...(who !== undefined && { who: settled(who) }),
    context,
    atoms,
    meaning: (name) => (isHole(name) ? (known[name] ?? name) : (context[name]?.[0] ?? "\u0000")),
  };
}

/** Whether a formula holds for a request with values only. */
export function confirms(reasoner: Reasoner, formula: Formula, request: SettledRequest): boolean {
  if ("all" in formula) return formula.all.every((part) => confirms(reasoner, part, request));
  if ("some" in formula) return formula.some.some((part) => confirms(reasoner, part, request));
  const { literal, holds } = formula;
  const value = valueIn(request, literal.dimension);
  // what a request does not speak of is anything at all
  if (value === undefined) return literal.texts.includes("*") === holds;
  return reasoner.holds(literal, value, (name) => request.meaning(name)) === holds;
}

function valueIn(request: Request, dimension: Dimension): DimensionValue | undefined {
  if (isAtom(dimension)) return request.atoms[dimension.slice("atom:".length)] ?? false;
  if (isKey(dimension)) return request.context[dimension.slice("key:".length)] ?? null;
  return request[dimension];
}

/** The first symbol in a formula. */
export function symbolIn(formula: Formula): string | undefined {
  for (const { symbols } of literalsIn(formula)) if (symbols[0] !== undefined) return symbols[0];
  return undefined;
}
