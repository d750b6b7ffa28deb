import { NotificationType, RequestType } from "vscode-languageserver";
import type { Page } from "../../analysis/rule-page.ts";
import type { Severity } from "../../rules/kit/rule.ts";

/** Findings by severity. */
export type Counts = Readonly<Record<Severity, number>>;

export interface Status {
  readonly state: "ready" | "busy" | "error";
  readonly message?: string;
  /** Findings in the open documents. */
  readonly counts: Counts;
  /** What is there and could not be read. */
  readonly unread: Unread;
}

/** Files and directories that could not be read: how many, and why for the first of them. */
export interface Unread {
  readonly count: number;
  readonly first: readonly { readonly name: string; readonly reason: string }[];
}

export interface Tally {
  readonly files: number;
  readonly findings: number;
}

// From the client.
export const checkWorkspace = new RequestType<{ readonly workDoneToken?: string | number }, Tally, void>(
  "parapet/checkWorkspace",
);
export const explain = new RequestType<{ readonly rule: string }, Page | null, void>("parapet/explain");

// To the client; the last two only where the server has no file system.
export const status = new NotificationType<Status>("parapet/status");
export const readDirectory = new RequestType<
  { readonly uri: string },
  { readonly entries: readonly (readonly [name: string, kind: "file" | "directory"])[] } | NotRead | null,
  void
>("parapet/readDirectory");
export const readFile = new RequestType<
  { readonly uri: string; readonly largest: number },
  { readonly text: string } | NotRead | null,
  void
>("parapet/readFile");

/** Why something that is there cannot be read; null stands for what is not there. */
interface NotRead {
  readonly reason: string;
}
