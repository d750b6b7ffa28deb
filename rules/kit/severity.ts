import type { Severity } from "./rule.ts";

/** Who can get at it, the widest first. */
export type Reach = (typeof reaches)[number];

export const reaches = ["internet", "any account", "organisation", "account", "network", "nobody"] as const;

/**
 * What is gained, the most first: command of machines or of an account, all that is stored to take and to change, writing, reading, or
 * knowing what there is, as of a port that nothing may answer on.
 */
export type Power = (typeof powers)[number];

export const powers = ["admin", "data", "write", "read", "information"] as const;

/** What a problem's severity follows from, where both are in view. */
export interface Weight {
  readonly reach: Reach;
  readonly power: Power;
}

/** By reach, for each power in the order of `powers`. */
const table: Readonly<Record<Reach, readonly [Severity, Severity, Severity, Severity, Severity]>> = {
  internet: ["critical", "critical", "high", "high", "medium"],
  "any account": ["critical", "critical", "high", "high", "low"],
  organisation: ["critical", "high", "medium", "low", "low"],
  account: ["high", "medium", "medium", "low", "low"],
  network: ["medium", "medium", "low", "low", "low"],
  nobody: ["low", "low", "low", "low", "low"],
};

/** Reach times power. */
export const severityBy = ({ reach, power }: Weight): Severity => table[reach][powers.indexOf(power)] ?? "low";

/** The most of several. */
export const most = (...some: readonly Power[]): Power => powers.find((power) => some.includes(power)) ?? "information";
