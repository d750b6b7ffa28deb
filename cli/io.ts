import type { ActionData } from "../language/schema/actions.ts";
import type { ManagedPolicies } from "../language/schema/managed-policies.ts";
import type { Hire } from "./job.ts";

/** What a command talks to. */
export interface Io {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /** Whether stdout shows colours. */
  readonly color: boolean;
  /** Absolute; what paths are relative to. */
  readonly cwd: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What AWS has of services and actions, loaded when it is first asked for. */
  actions?(): ActionData | undefined;
  /** AWS's managed policies, loaded when they are first asked for. */
  managed?(): ManagedPolicies;
  /** Takes on whoever works a check out; in this thread where there is none. */
  readonly hire?: Hire;
  /** How many share the work; as many as the machine has room for and the work is worth where it is not said. */
  readonly workers?: number;
  /** Whether stderr shows how far a long check is. */
  readonly progress?: boolean;
  /** Whether stderr shows where it was that something failed. */
  readonly debug?: boolean;
}

/** Somewhere to write text to. */
export interface TextOutput {
  write(text: string): unknown;
}

/** Exit codes: nothing to complain of, findings, what kept the command from doing its work, and what cannot be told. */
export const exit = { clean: 0, findings: 1, failure: 2, unsure: 3 } as const;

export type Exit = (typeof exit)[keyof typeof exit];

/** What was thrown, in a line. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
