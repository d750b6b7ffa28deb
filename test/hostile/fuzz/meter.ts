import type { Fault, Result } from "./attempt.ts";
import { stackOf, Wrong } from "./faults.ts";

/** The most processor time that one step may take, in milliseconds: far more than any should, the machine may be slow. */
const longest = 6_000;
/** The most by which memory may grow in a step, in bytes. */
const largest = 500_000_000;

/** Watches what an attempt costs and where it goes wrong, step by step. */
export class Meter {
  edits = 0;
  calls = 0;
  readonly #faults: Fault[] = [];
  readonly #began: (during: string) => void;

  /** `began` is told of each step before it is taken. */
  constructor(began: (during: string) => void) {
    this.#began = began;
  }

  /** Takes a step; undefined where it throws, which is noted. */
  async run<T>(during: string, step: () => T | Promise<T>): Promise<T | undefined> {
    this.#began(during);
    const [cpu, memory] = [process.cpuUsage(), process.memoryUsage().rss];
    try {
      return await step();
    } catch (error) {
      this.fault(error instanceof Wrong ? error.kind : "exception", during, stackOf(error));
      return undefined;
    } finally {
      const { user, system } = process.cpuUsage(cpu);
      const spent = (user + system) / 1000;
      if (spent > longest) this.fault("slow", during, `${spent.toFixed(0)} ms of processor time`);
      // the peak of this step, where it is higher than all before
      const peak = process.resourceUsage().maxRSS * 1024;
      if (peak > highest && peak - memory > largest)
        this.fault("memory", during, `${((peak - memory) / 1e6).toFixed(0)} MB more`);
      highest = Math.max(highest, peak);
    }
  }

  fault(kind: Fault["kind"], during: string, message: string): void {
    this.#faults.push({ kind, during, message });
  }

  get result(): Result {
    return { faults: this.#faults, edits: this.edits, calls: this.calls };
  }
}

let highest = 0;
