import type { Clock } from "./supervisor.ts";

// What Node and web workers have alike, and the language has not.
declare const performance: { now(): number };
declare function setTimeout(work: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** The time that really passes. */
export const clock: Clock = {
  now: () => performance.now(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
