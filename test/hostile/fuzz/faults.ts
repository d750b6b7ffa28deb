import type { Fault } from "./attempt.ts";

/** Something that is thrown to say what kind of fault it is. */
export class Wrong extends Error {
  readonly kind: Fault["kind"];

  constructor(kind: Fault["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
