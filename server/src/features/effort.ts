import type { Allowance } from "../../../analysis/fix/effort.ts";

/** What is granted to each question that somebody asks and waits for. */
export const allowances = {
  lightbulb: { milliseconds: 700, characters: 50_000_000 },
  hover: { milliseconds: 300, characters: 2_000_000 },
  fixAll: { milliseconds: 2_500, characters: 50_000_000 },
} as const satisfies Readonly<Record<string, Allowance>>;
