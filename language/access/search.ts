import type { Glob } from "./glob.ts";

/** So much would have to be looked through that it is not known. */
export const tooMuch = Symbol("too much");

/** How many states of a product are looked at. */
const mostStates = 20_000;

/** What stands in place of stars before anything cleverer is tried. */
const fillings = ["example", "", "x", "a/b"];

const snowman = 0x2603;

/** Letters that no pattern speaks of are all alike: one of them stands for the rest. */
const fresh = [..."xzqjkvwyabcdefghilmnoprstu0123456789"].map((letter) => letter.charCodeAt(0));

/**
 * A short text in each of the unions and in none of `out`; undefined where there is none. Without unions any text will do: `anything`
 * takes in all.
 */
export function find(
  unions: readonly (readonly Glob[])[],
  out: readonly Glob[],
  anything: Glob,
  limit = mostStates,
): string | typeof tooMuch | undefined {
  const wanted = unions.length > 0 ? [...unions] : [[anything]];
  const cost = (union: readonly Glob[]) => union.length + (union.every(({ isLiteral }) => isLiteral) ? 0 : 1000);
  wanted.sort((a, b) => cost(a) - cost(b));
  const [base = [], ...others] = wanted;
  // texts that are left out are looked up; patterns are tried one after the other
  const isFolded = base[0]?.isFolded ?? false;
  const isOfOneCase = [...wanted.flat(), ...out].every((glob) => glob.isFolded === isFolded);
  const words = new Set<string>();
  const patterns: Glob[] = [];
  for (const glob of out)
    if (glob.isLiteral && isOfOneCase) words.add(glob.word);
    else patterns.push(glob);
  const fits = (text: string): boolean =>
    !words.has(isFolded ? text.toLowerCase() : text) &&
    !patterns.some((glob) => glob.accepts(text)) &&
    wanted.every((union) => union.some((glob) => glob.accepts(text)));
  let isCutShort = false;
  each: for (const one of base) {
    if (one.isLiteral && (isOfOneCase || !one.isFolded)) {
      if (fits(one.word)) return one.word;
      continue;
    }
    const rest: (readonly Glob[])[] = [];
    for (const union of others) {
      if (union.some((glob) => glob.covers(one))) continue;
      const near = union.filter((glob) => glob.mayMeet(one));
      if (near.length === 0) continue each;
      rest.push(near);
    }
    if (patterns.some((glob) => glob.covers(one))) continue;
    const sample = fillings.map((filling) => one.sample(filling)).find(fits);
    if (sample !== undefined) return sample;
    const near = out.filter((glob) => glob.mayMeet(one));
    const found = inProduct(one, rest, near, limit);
    if (found === tooMuch) isCutShort = true;
    else if (found !== undefined) return found;
  }
  return isCutShort ? tooMuch : undefined;
}

interface Node {
  /** The state of each automaton, -1 for one that has nothing to say any more. */
  readonly states: readonly number[];
  readonly from: Node | undefined;
  readonly code: number;
}

/** Breadth first through the product of automata, whose states are made as they are reached: what is hit first is a shortest one. */
function inProduct(
  one: Glob,
  unions: readonly (readonly Glob[])[],
  out: readonly Glob[],
  limit: number,
): string | typeof tooMuch | undefined {
  const all = [one, ...unions.flat(), ...out];
  const ranges: (readonly [from: number, to: number])[] = [];
  let from = 1;
  for (const union of unions) {
    ranges.push([from, from + union.length]);
    from += union.length;
  }
  const firstOut = from;
  const stateOf = (index: number, state: number | undefined) =>
    state === undefined || state < 0 ? undefined : all[index]?.states[state];
  const queue: Node[] = [{ states: all.map(({ start }) => start), from: undefined, code: 0 }];
  const seen = new Set<string>();
  for (const node of queue) {
    const states = node.states.map((state, index) => stateOf(index, state));
    const isIn = (start: number, end: number) => states.slice(start, end).some((state) => state?.accepts);
    if (states[0]?.accepts && ranges.every(([start, end]) => isIn(start, end)) && !isIn(firstOut, all.length))
      return textOf(node);
    if (queue.length > limit) return tooMuch;
    const letters = new Set(states[0]?.letters);
    if (states[0]?.isOpen) {
      for (const state of states) for (const letter of state?.letters ?? []) letters.add(letter);
      letters.add(fresh.find((code) => !letters.has(code)) ?? snowman);
    }
    for (const code of letters) {
      const next = node.states.map((state, index) => (state < 0 ? state : (all[index]?.step(state, code) ?? state)));
      if (!isAlive(next)) continue;
      const key = String.fromCharCode(...next.map((state) => state + 1));
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ states: next, from: node, code });
    }
  }
  return undefined;

  /** Whether something may still be found from there; what is dead is struck out. */
  function isAlive(next: number[]): boolean {
    if (stateOf(0, next[0])?.isDead) return false;
    for (let index = firstOut; index < all.length; index++) {
      const state = stateOf(index, next[index]);
      if (state?.takesAll) return false;
      if (state?.isDead) next[index] = -1;
    }
    return ranges.every(([start, end]) => {
      let isLive = false;
      for (let index = start; index < end; index++) {
        const state = stateOf(index, next[index]);
        if (state?.isDead) next[index] = -1;
        else if (state) isLive = true;
      }
      return isLive;
    });
  }
}

function textOf(node: Node): string {
  let text = "";
  for (let back: Node | undefined = node; back?.from; back = back.from) text = String.fromCharCode(back.code) + text;
  return text;
}
