import type { Writer } from "./io.ts";

/** How far a long check is, on the last line of a terminal. */
export class Progress {
  readonly #out: Writer;
  readonly #start = Date.now();
  #shown = 0;

  constructor(out: Writer) {
    this.#out = out;
  }

  show(done: number, modules: number): void {
    const now = Date.now();
    if (now - this.#start < 1000 || now - this.#shown < 100) return;
    this.#shown = now;
    this.#out.write(`\r\u001b[K${done} of ${modules} modules`);
  }

  clear(): void {
    if (this.#shown > 0) this.#out.write("\r\u001b[K");
    this.#shown = 0;
  }
}
