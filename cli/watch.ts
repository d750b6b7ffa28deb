import type { Hire, Order, Word, Worker } from "./job.ts";

/** Parts of the patience that are counted: a machine that was asleep has used up one of them and not all. */
const ticks = 10;

/** Least patience with a worker that has said nothing yet, in seconds: it must be loaded, and look for the modules. */
const leastAtStart = 30;

/** Has orders followed and never waits without an end: who says nothing for too long is given up, and another is hired. */
export class Watch {
  readonly #hire: Hire;
  readonly #patience: number;
  #worker: Worker | undefined;
  #hear: (word: Word) => void = () => undefined;
  #settle: (why: string | undefined) => void = () => undefined;

  /** `patience` is in seconds. */
  constructor(hire: Hire, patience: number) {
    this.#hire = hire;
    this.#patience = patience;
  }

  /** Gives undefined once the order is followed, or why the worker was lost before. */
  follow(order: Order, hear: (word: Word) => void): Promise<string | undefined> {
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
        if (word.kind === "end") this.#settle(undefined);
      };
      this.#settle = (why) => {
        clearInterval(clock);
        resolve(why);
      };
      this.#worker ??= this.#hired();
      this.#worker.give(order);
    });
  }

  end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.end();
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
    this.end();
    this.#settle(why);
  }
}
