import type { Hire, Worker, WorkerMessage, WorkOrder } from "./job.ts";

/** Parts of the patience that are counted: a machine that was asleep has used up one of them and not all. */
const ticks = 10;

/** Least patience with a worker that has said nothing yet, in seconds: it must be loaded, and look for the modules. */
const leastAtStart = 30;

/** How the following of an order came to its end: `stopped` by whom it was given. */
export type WorkerEnding = "done" | "stopped" | { readonly why: string };

/** Has orders followed and never waits without an end: who says nothing for too long is given up, and another is hired. */
export class WorkerWatch {
  readonly #hire: Hire;
  readonly #patience: number;
  #worker: Worker | undefined;
  #hear: (word: WorkerMessage) => void = () => undefined;
  #settle: (ending: WorkerEnding) => void = () => undefined;

  /** `patience` is in seconds. */
  constructor(hire: Hire, patience: number) {
    this.#hire = hire;
    this.#patience = patience;
  }

  /** Whether there is a worker who has followed orders. */
  get isManned(): boolean {
    return this.#worker !== undefined;
  }

  follow(order: WorkOrder, hear: (word: WorkerMessage) => void): Promise<WorkerEnding> {
    return new Promise((resolve) => {
      let silent = 0;
      let patience = this.#worker ? this.#patience : Math.max(leastAtStart, this.#patience);
      const isOver = (): boolean => (silent * this.#patience) / ticks > patience;
      const clock = setInterval(
        () => {
          silent++;
          // What has come meanwhile is heard first.
          if (isOver()) setImmediate(() => isOver() && this.#lose(`was given up after ${patience} s`));
        },
        (this.#patience * 1000) / ticks,
      );
      this.#hear = (word) => {
        silent = 0;
        patience = this.#patience;
        hear(word);
        if (word.kind === "end") this.#settle("done");
      };
      this.#settle = (ending) => {
        clearInterval(clock);
        resolve(ending);
      };
      this.#worker ??= this.#hired();
      this.#worker.give(order);
    });
  }

  end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.end();
    this.#settle("stopped");
  }

  #hired(): Worker {
    const worker = this.#hire(
      (word) => {
        if (this.#worker === worker) this.#hear(word);
      },
      (why) => {
        if (this.#worker === worker) this.#lose(why);
      },
    );
    return worker;
  }

  #lose(why: string): void {
    this.#settle({ why });
    this.end();
  }
}
