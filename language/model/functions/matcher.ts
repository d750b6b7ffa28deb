import { spend } from "../budget.ts";
import { type Doubtful, doubtful } from "./call.ts";

/** One step of a compiled regular expression; `to` and `or` are positions in the program, `to` preferred. */
export type Instruction =
  | { readonly kind: "character"; readonly admits: (code: number) => boolean }
  | { readonly kind: "split"; to: number; or: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "assert"; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: "match" };

export interface Program {
  readonly steps: readonly Instruction[];
  /** Of the groups in order; empty for one without a name. */
  readonly names: readonly string[];
}

/** Start and end of the whole and of each group; -1 where a group took no part. */
export type Match = readonly number[];

interface MatchThread {
  readonly step: number;
  readonly slots: readonly number[];
}

/**
 * The leftmost match from `from` on, of those the one a backtracking matcher would find first. All ways are followed
 * side by side, so the time grows with text and program and never explodes. Doubtful where that is more than may be spent.
 */
export function search({ steps, names }: Program, text: string, from: number): Match | Doubtful | undefined {
  const none = Array<number>((names.length + 1) * 2).fill(-1);
  if (!spend(steps.length >> 6)) return doubtful;
  let best: Match | undefined;
  let threads: MatchThread[] = [];
  const course = { steps, text, seen: new Int32Array(steps.length).fill(-1) };
  for (let at = from; ; ) {
    let entered = best ? 0 : enter(course, { step: 0, slots: none.with(0, at) }, at, threads);
    if (threads.length === 0 && best) return best;
    const code = text.codePointAt(at);
    const next = code === undefined ? at : at + (code > 0xffff ? 2 : 1);
    const following: MatchThread[] = [];
    for (const thread of threads) {
      const step = steps[thread.step];
      if (step?.kind === "match") {
        best = thread.slots.with(1, at);
        break;
      }
      if (step?.kind === "character" && code !== undefined && step.admits(code)) {
        entered += enter(course, { step: thread.step + 1, slots: thread.slots }, next, following);
      }
    }
    // whatever goes on takes a copy of where the groups are
    if (!spend(((entered + threads.length) * (4 + names.length)) >> 3)) return doubtful;
    if (code === undefined) return best;
    threads = following;
    at = next;
  }
}

interface Course {
  readonly steps: readonly Instruction[];
  readonly text: string;
  /** At which position each step was last entered: it is entered once a position. */
  readonly seen: Int32Array;
}

/** Follows all steps that take no character, in order of preference; gives how many. */
function enter({ steps, text, seen }: Course, from: MatchThread, at: number, threads: MatchThread[]): number {
  let entered = 0;
  const stack = [from];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { step: index, slots } = top;
    if (seen[index] === at) continue;
    seen[index] = at;
    entered++;
    const step = steps[index];
    switch (step?.kind) {
      case "jump":
        stack.push({ step: step.to, slots });
        break;
      case "split":
        stack.push({ step: step.or, slots }, { step: step.to, slots });
        break;
      case "save":
        stack.push({ step: index + 1, slots: slots.with(step.slot, at) });
        break;
      case "assert":
        if (step.holds(text, at)) stack.push({ step: index + 1, slots });
        break;
      case undefined:
        break;
      default:
        threads.push({ step: index, slots });
    }
  }
  return entered;
}

/** Whether there is a match anywhere, without asking where: nothing is copied, so it costs a fraction of `search`. */
export function matches({ steps }: Program, text: string): boolean {
  const seen = new Int32Array(steps.length).fill(-1);
  const stack: number[] = [];
  let threads: number[] = [];
  for (let at = 0; ; ) {
    stack.push(0, ...threads);
    const waiting: number[] = [];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (seen[index] === at) continue;
      seen[index] = at;
      const step = steps[index];
      switch (step?.kind) {
        case "match":
          return true;
        case "jump":
          stack.push(step.to);
          break;
        case "split":
          stack.push(step.or, step.to);
          break;
        case "save":
          stack.push(index + 1);
          break;
        case "assert":
          if (step.holds(text, at)) stack.push(index + 1);
          break;
        case "character":
          waiting.push(index);
      }
    }
    const code = text.codePointAt(at);
    if (code === undefined) return false;
    threads = [];
    for (const index of waiting) {
      const step = steps[index];
      if (step?.kind === "character" && step.admits(code)) threads.push(index + 1);
    }
    at += code > 0xffff ? 2 : 1;
  }
}
