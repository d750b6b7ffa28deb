import { ResponseError } from "vscode-languageserver";
import { shownLines } from "../../analysis/show/visible.ts";

/** Logs each failure once, with its stack, however often it comes. */
export class Guard {
  readonly #log: (text: string) => void;
  readonly #told = new Set<string>();

  constructor(log: (text: string) => void) {
    this.#log = log;
  }

  tell(feature: string, error: unknown): void {
    const [message, stack] = error instanceof Error ? [error.message, error.stack ?? error.message] : [`${error}`, ""];
    const key = `${feature}: ${message}`;
    if (this.#told.has(key) || this.#told.size >= mostTold) return;
    this.#told.add(key);
    this.#log(shownLines(`${feature} failed: ${stack || message}`));
  }

  /** The handler, which answers `otherwise` when it throws; a `ResponseError` is meant for the client and goes on to it. */
  caught<Arguments extends readonly unknown[], Result>(
    feature: string,
    handler: (...given: Arguments) => Result | Promise<Result>,
    otherwise: (error: unknown) => Result,
  ): (...given: Arguments) => Promise<Result> {
    return async (...given) => {
      try {
        return await handler(...given);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        this.tell(feature, error);
        return otherwise(error);
      }
    };
  }
}

/** How many messages are remembered and logged: a message may hold what is in a file, so that there is no end of different ones. */
const mostTold = 100;
