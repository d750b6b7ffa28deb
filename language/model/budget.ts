import type { Place } from "../syntax/text.ts";
import type { SourceFile } from "../syntax/tree.ts";

/** Units of work: one is about what it takes to look at one node of an expression, some 0.1 µs. */
type WorkUnits = number;

/** What one expression may take at the most. */
const mostForOne: WorkUnits = 100_000;

/** What a tree of modules may take: so much whatever its length, and more for each character of its files. */
export interface Limit {
  readonly least: WorkUnits;
  readonly perCharacter: WorkUnits;
}

/** Where somebody waits for a whole run. */
const atOnce: Limit = { least: 1_800_000, perCharacter: 60 };
/** Where somebody types. */
export const whileTyping: Limit = { least: 900_000, perCharacter: 30 };

/** What may be added for instances of modules, in what there is whatever the length. */
const mostForInstances = 3;

/** How many places are noted: the first ones are enough to find what is too large. */
const mostPlaces = 5;

/**
 * How much may be computed of one tree of modules at one version. Without it, a few lines could keep the editor busy for ever. What goes
 * beyond it is unknown, and where that happened is noted.
 */
export class Budget {
  readonly #perCharacter: WorkUnits;
  #left: WorkUnits;
  #forInstances: WorkUnits;
  readonly #seen = new Set<string>();
  readonly #exceeded = new Map<string, Place>();

  constructor({ least, perCharacter }: Limit = atOnce) {
    this.#left = least;
    this.#forInstances = least * mostForInstances;
    this.#perCharacter = perCharacter;
  }

  /** Takes an amount of work; false where there is not enough left. */
  spend(amount: WorkUnits): boolean {
    this.#left -= amount;
    return this.#left >= 0;
  }

  /**
   * Takes the cost of something that is written once and there several times, as another instance or by another call. The first
   * time costs nothing: `growFor` has allowed for its text, and paid for it.
   */
  spendAgain(what: string, amount: WorkUnits): boolean {
    if (this.#seen.has(what)) return this.spend(amount);
    this.#seen.add(what);
    return !this.isExhausted;
  }

  /** Makes room for another instance of a module, which few letters can make: as long as those that were made room for are not too many. */
  growForInstance(amount: WorkUnits): void {
    const granted = Math.min(amount, this.#forInstances);
    this.#forInstances -= granted;
    this.#left += granted;
  }

  /** Makes room for a file's own work, by its length; once, however often its module is called. */
  growFor({ uri, text }: SourceFile): void {
    if (this.#seen.has(uri)) return;
    this.#seen.add(uri);
    this.#left += text.length * this.#perCharacter;
  }

  /** Notes that what stands here was not followed to its end. */
  exceeds(at: Place): void {
    if (this.#exceeded.size < mostPlaces) this.#exceeded.set(`${at.uri} ${at.start}`, at);
  }

  /** Where work was left off, the first places. */
  get exceeded(): readonly Place[] {
    return [...this.#exceeded.values()];
  }

  /** Whether the budget is used up, so that whatever is not computed yet will be unknown. */
  get isExhausted(): boolean {
    return this.#left < 0;
  }
}

// Not a parameter, because functions that know nothing of budgets stand between an expression and what it costs.
let left: WorkUnits = Number.POSITIVE_INFINITY;
let shared: Budget | undefined;

/** Takes an amount of work from what the expression that is being evaluated may take; false where there is not enough. */
export function spend(amount: WorkUnits): boolean {
  left -= amount;
  return left >= 0 && (shared?.spend(amount) ?? true);
}

/** Charges for work that is done later to the module that is evaluated now, and not to whoever asks for it then. */
export function charging(): (amount: WorkUnits) => void {
  const budget = shared;
  return (amount) => void budget?.spend(amount);
}

/** Whether the expression that is being evaluated has used up what it may take. */
export const isSpent = (): boolean => left < 0;

/** Runs what evaluates one expression, with what one expression may take of a budget. */
export function allowing<Value>(budget: Budget | undefined, at: () => Place, evaluate: () => Value): Value {
  const [outerLeft, outerShared] = [left, shared];
  left = mostForOne;
  shared = budget ?? outerShared;
  try {
    const value = evaluate();
    if (left < 0 || shared?.isExhausted) shared?.exceeds(at());
    return value;
  } finally {
    left = outerLeft;
    shared = outerShared;
  }
}
