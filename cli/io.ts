import type { ActionData } from "../language/policy/actions.ts";

/** What a command talks to. */
export interface Io {
  readonly stdout: Writer;
  readonly stderr: Writer;
  /** Whether stdout shows colours. */
  readonly color: boolean;
  /** Absolute; what paths are relative to. */
  readonly cwd: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What AWS has of services and actions, loaded when it is first asked for. */
  actions?(): ActionData | undefined;
}

interface Writer {
  write(text: string): unknown;
}

/** Exit codes: nothing to complain of, findings, and what kept the command from doing its work. */
export const exit = { clean: 0, findings: 1, failure: 2 } as const;

export type Exit = (typeof exit)[keyof typeof exit];
