import type { Checked } from "../run/check.ts";

/** How much may still be tried to answer one question: an answer in time is worth more than a complete one. */
export interface Effort {
  /** Whether so many fixes of a module may be tried as well; if so, they are paid for. */
  affords(checked: Checked, fixes?: number): boolean;
}

export interface Allowance {
  /** What all that is tried may cost together, as `priceOf` has it. */
  readonly characters: number;
  /** How long it may take where somebody waits. */
  readonly milliseconds?: number;
}

/** What is granted where nobody waits, for each module. */
export const patient: Allowance = { characters: 50_000_000 };

/** Grants so much, in the time of a clock. */
export function effort({ characters, milliseconds }: Allowance, now: () => number = () => 0): Effort {
  const end = milliseconds === undefined ? Number.POSITIVE_INFINITY : now() + milliseconds;
  let left = characters;
  return {
    affords(checked, fixes = 1) {
      const price = fixes * priceOf(checked);
      if (price > left || now() >= end) return false;
      left -= price;
      return true;
    },
  };
}

/** What it takes to verify a fix, as if it were all reading: characters, those of each call, and what was found in them. */
export function priceOf({ module, report }: Checked): number {
  let price = workOfTry + report.findings.length * workOfFinding + (report.exceeded.length > 0 ? workOfExceeding : 0);
  for (const { files } of module.tree()) {
    price += workOfModule;
    for (const { text } of files) price += text.length;
  }
  return price;
}

const workOfModule = 2_000;
const workOfFinding = 20;
/** What a try takes however little there is to read: about 3 ms. */
const workOfTry = 60_000;
/** Where not all could be computed, a verification takes all that may be computed, too. */
const workOfExceeding = 2_500_000;
