import { NotificationType, RequestType } from "vscode-languageserver";
import type { Severity } from "../../rules/kit/rule.ts";

/** Findings by severity. */
export type Counts = Readonly<Record<Severity, number>>;

export interface Status {
  readonly state: "ready" | "busy" | "error";
  readonly message?: string;
  /** Findings in the open documents. */
  readonly counts: Counts;
}

/** A rule's page. */
export interface Page {
  readonly title: string;
  readonly markdown: string;
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
  readonly (readonly [name: string, kind: "file" | "directory"])[],
  void
>("parapet/readDirectory");
export const readFile = new RequestType<{ readonly uri: string }, string | null, void>("parapet/readFile");
