/** How much may still be tried to answer one question: an answer in time is worth more than a complete one. */
export interface Effort {
  /** Whether another fix may be tried; it counts as one. */
  goesOn(): boolean;
}

/** Goes on for so many milliseconds of a clock and so many tries. */
export function effort(now: () => number, { milliseconds, tries }: Allowance): Effort {
  const end = now() + milliseconds;
  let left = tries;
  return { goesOn: () => left-- > 0 && now() < end };
}

interface Allowance {
  readonly milliseconds: number;
  readonly tries: number;
}

/** What is granted to each question. */
export const allowances = {
  lightbulb: { milliseconds: 700, tries: 500 },
  hover: { milliseconds: 300, tries: 2 },
  fixAll: { milliseconds: 2_500, tries: 5_000 },
} as const satisfies Readonly<Record<string, Allowance>>;
