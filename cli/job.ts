import type { Evidence } from "../analysis/checklist/evidence.ts";
import type { Mended } from "../analysis/fix/mended.ts";
import type { Calls } from "../analysis/run/estate.ts";
import type { Framework, Impact, Profile } from "../rules/kit/rule.ts";
import type { Fault, Move, ReportedFinding, ReportedPlace, ToldFix, Unread } from "./outcome.ts";
import type { CheckTarget } from "./targets.ts";
import type { FileChange } from "./write.ts";

export interface CheckOptions {
  readonly profile: Profile | undefined;
  /** Only rules with a control of one of these, where there are any. */
  readonly frameworks: readonly Framework[];
  /** A configuration file instead of those that are found. */
  readonly config: string | undefined;
  /** How far fixes that are written into the files may go; undefined writes none. */
  readonly fix: Impact | undefined;
  /** Whether it is only told what would be written. */
  readonly isDry: boolean;
  /** Which fixes findings carry. */
  readonly fixes: "none" | "proposed" | "verified";
  /**
   * Whose rules alone are asked for, and what shows that they are followed: those of the production checklist, or of `frameworks`, then also
   * those that a configuration switches off.
   */
  readonly evidence?: "checklist" | "frameworks";
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

/** What a worker does with a module, one after the other: the whole of the estate is read before anything is checked. */
export type WorkStep = "read" | "judge" | "mend" | "cure";

/** What ended a worker, or failed in it, and is not tried again. Modules go by their place among those that were found. */
export interface Loss {
  readonly module: number;
  readonly step: WorkStep;
}

/** What a worker must know before it does anything. */
export interface Brief {
  readonly job: Job;
  /** Undefined for whoever is to find them. */
  readonly modules: readonly CheckTarget[] | undefined;
  /** Texts that are planned and not yet written. */
  readonly edited: readonly FileChange[];
}

/**
 * What a worker is told to do: `find` the modules, `read` what they call and read, `plan` what `--fix` writes, `report` what is found in the
 * files as they are, and `cure` what was found and is not cured yet.
 */
export type Task =
  | { readonly kind: "find" }
  | { readonly kind: "read"; readonly modules: readonly number[] }
  | { readonly kind: "plan"; readonly modules: readonly number[] }
  | { readonly kind: "report"; readonly modules: readonly number[] }
  | { readonly kind: "cure"; readonly modules: readonly number[]; readonly wanted: readonly Wanted[] };

/** Of which findings of a module the fixes are wanted, by `cureKey`. */
export interface Wanted {
  readonly module: number;
  readonly keys: readonly string[];
}

/** A task with what has become known since the worker's last one. */
export interface WorkOrder {
  readonly task: Task;
  readonly lost: readonly Loss[];
  /** For a worker that knows nothing. */
  readonly brief?: Brief;
  /** What the calls of all modules set. */
  readonly calls?: Calls;
  /** Real paths of files that were planned for, and must be read anew. */
  readonly written?: readonly string[];
  /** Texts that were planned and will never be written, though what they hold is what is to be told. */
  readonly imagined?: readonly FileChange[];
}

/** What a worker tells while it works. */
export type WorkerMessage =
  | {
      readonly kind: "found";
      readonly modules: readonly CheckTarget[];
      /** Whether what an interrupted `--fix` has left allows for another. */
      readonly mayWrite: boolean;
      readonly faults: readonly Fault[];
    }
  | { readonly kind: "begin"; readonly step: WorkStep; readonly module: number; readonly name: string }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string }
  | { readonly kind: "read"; readonly module: number; readonly calls: Calls; readonly size: number }
  | ({ readonly kind: "met"; readonly module: number } & Met)
  /** What could not be read of it. */
  | { readonly kind: "faulty"; readonly module: number; readonly faults: readonly Fault[] }
  | {
      readonly kind: "planned";
      readonly module: number;
      readonly edited: readonly FileChange[];
      /** What stands in those files and is not to be shown. */
      readonly secrets: readonly string[];
      /** The findings that are mended, with the real paths of the files that are written in for each. */
      readonly mended: readonly Mended[];
    }
  | {
      readonly kind: "reported";
      readonly module: number;
      readonly findings: readonly ReportedFinding[];
      /** Where that was asked for. */
      readonly evidence: readonly Evidence<ReportedPlace>[];
      /** Whether their fixes are still wanted, as far as others do not tell of the same. */
      readonly isUncured: boolean;
      /** Of how many findings the fixes were not worked out, since that would take too long. */
      readonly unworked: number;
    }
  | {
      readonly kind: "cured";
      readonly module: number;
      readonly fixes: readonly (readonly [string, readonly ToldFix[]])[];
      readonly unworked: number;
    }
  | { readonly kind: "end" };

/** What came to light over a module, whoever came to it first: the same is told of every module that it concerns. */
export interface Met {
  /** URIs of what was parsed. */
  readonly files: readonly string[];
  readonly syntax: readonly Fault[];
  /** Where more was to be computed than there was room for. */
  readonly exceeded: readonly Fault[];
  /** Messages of rules that failed. */
  readonly failures: readonly string[];
  /** Whether there is something in it that is checked. */
  readonly isFilled: boolean;
  /** Calls of modules that are not here. */
  readonly unread: readonly Unread[];
  readonly moves: readonly Move[];
}

/** One who works orders out, wherever that is. */
export interface Worker {
  give(order: WorkOrder): void;
  /** Ends it, whatever it does. */
  end(): void;
}

/** Why a worker is lost where its memory, or that of all of them together, is used up. */
export const outOfMemory = "ran out of memory";

/** Takes on a worker, who says what it hears and why it was lost, if it was: `ran out of memory`. */
export type Hire = (heard: (word: WorkerMessage) => void, lost: (why: string) => void) => Worker;
