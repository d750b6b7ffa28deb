import type { Texts } from "../../harness/fixture.ts";

/** What an attempt is put through. */
export type Way = "edits" | "fixes" | "editor" | "mending" | Format;

/** How the command line reports. */
export type Format = (typeof formats)[number];

export const formats = ["pretty", "json", "sarif", "github"] as const;

/** An edit of a file; where the file has become shorter than that, it ends with the file. */
export interface Typed {
  readonly file: string;
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** A module, edits of it, and what is to be done with it. */
export interface Attempt {
  readonly files: Texts;
  readonly edits: readonly Typed[];
  readonly ways: readonly Way[];
}

/** What must not be. */
export interface Fault {
  readonly kind: "exception" | "rule failure" | "difference" | "output" | "slow" | "memory" | "hang" | "death";
  /** What was being done. */
  readonly during: string;
  readonly message: string;
}

/** What became of an attempt. */
export interface Result {
  readonly faults: readonly Fault[];
  /** Edits made, and features of the server and commands called. */
  readonly edits: number;
  readonly calls: number;
}

/** What the process says in which attempts are made: that a step begins, or what became of all of them. */
export type Word = Result | { readonly began: string };

/** An attempt that once failed, as it lies in `found/`. */
export interface Found extends Attempt {
  /** What it broke. */
  readonly broke: string;
}

/** Where an edit begins and ends in a text that it may have been made for or not. */
export function spanIn(text: string, { at, length }: Typed): { readonly start: number; readonly end: number } {
  const start = Math.min(at, text.length);
  return { start, end: Math.min(start + length, text.length) };
}

/** Whether two faults are one, though places and figures in them differ. */
export const isSameFault = (one: Fault, other: Fault): boolean =>
  one.kind === other.kind && one.during === other.during && bare(one.message) === bare(other.message);

const bare = (message: string): string => (message.split("\n")[0] ?? "").replaceAll(/\d+|"[^"]*"/g, "").slice(0, 80);
