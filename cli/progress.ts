import type { TextOutput } from "./io.ts";

/** How far a long check is, on the last line of a terminal. */
export class Progress {
  readonly #out: TextOutput;
  readonly #now: () => number;
  readonly #start: number;
  #shown: number | undefined;

  /** `now` is in milliseconds. */
  constructor(out: TextOutput, now: () => number = Date.now) {
    this.#out = out;
    this.#now = now;
    this.#start = now();
  }

  /** `doing` says what is done with the modules. */
  show(doing: string, done: number, modules: number): void {
    const now = this.#now();
    if (now - this.#start < short || now - (this.#shown ?? 0) < pause) return;
    this.#shown = now;
    this.#out.write(`\r\u001b[K${doing} ${done} of ${modules} modules`);
  }

  clear(): void {
    if (this.#shown !== undefined) this.#out.write("\r\u001b[K");
    this.#shown = undefined;
  }
}

/** A check that is done by then shows nothing, in milliseconds. */
const short = 1000;

const pause = 100;
