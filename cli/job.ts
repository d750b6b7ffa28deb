import type { Framework, Impact, Profile } from "../rules/kit/rule.ts";
import type { Fault, Told } from "./outcome.ts";
import type { Change } from "./write.ts";

export interface CheckOptions {
  readonly profile: Profile | undefined;
  /** Only rules with a control of one of these, where there are any. */
  readonly frameworks: readonly Framework[];
  /** A configuration file instead of those that are found. */
  readonly config: string | undefined;
  /** How far fixes that are written into the files may go; undefined writes none. */
  readonly fix: Impact | undefined;
  /** Which fixes findings carry. */
  readonly fixes: "none" | "proposed" | "verified";
  /** Whether a directory without anything to check is as it should be. */
  readonly allowEmpty: boolean;
  /** Whether what links and calls lead to is read wherever it lies. */
  readonly allowsOutside: boolean;
}

/** What is to be checked. */
export interface Job {
  readonly paths: readonly string[];
  /** Absolute; what paths are relative to. */
  readonly cwd: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly options: CheckOptions;
}

/** What a worker does with a module, one after the other: the whole of it is read before anything is judged. */
export type Step = "read" | "judge" | "mend" | "cure";

/** What ended a worker, or failed in it, and is not tried again. */
export interface Loss {
  readonly module: string;
  readonly step: Step;
}

/** What a worker is told to do. */
export interface Order {
  readonly job: Job;
  /** `plan` works out what `--fix` writes, `report` what is found in the files as they are. */
  readonly kind: "plan" | "report";
  /** Modules with which this is done. */
  readonly done: readonly string[];
  readonly lost: readonly Loss[];
  /** To plan on: what has been planned so far. To report on: what has been written or left, and must be read anew. */
  readonly edited: readonly Change[];
}

/** What a worker tells while it works. Modules go by their absolute path. */
export type Word =
  | { readonly kind: "found"; readonly modules: number; readonly roots: readonly string[] }
  | { readonly kind: "begin"; readonly step: Step; readonly module: string; readonly name: string }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string }
  | {
      readonly kind: "planned";
      readonly module: string;
      readonly edited: readonly Change[];
      /** For each finding that is mended the files that are written in for it. */
      readonly sets: readonly (readonly string[])[];
    }
  | {
      readonly kind: "reported";
      readonly module: string;
      readonly findings: readonly Told[];
      /** Messages of rules that failed. */
      readonly failures: readonly string[];
      /** Of how many findings the fixes were not worked out, since that would take too long. */
      readonly unworked: number;
    }
  | { readonly kind: "end"; readonly files: number; readonly faults: readonly Fault[] };

/** One who works orders out, wherever that is. */
export interface Worker {
  give(order: Order): void;
  /** Ends it, whatever it does. */
  end(): void;
}

/** Takes on a worker, who says what it hears and why it was lost, if it was: `ran out of memory`. */
export type Hire = (heard: (word: Word) => void, lost: (why: string) => void) => Worker;
