import { NotificationType, RequestType } from "vscode-jsonrpc";

// What the client and the server say to each other besides the language server protocol.

/** How the server is doing; told whenever it is another than before. */
export interface Status {
  readonly state: "ready" | "busy" | "error";
  readonly message?: string;
  readonly counts: Counts;
  readonly unread: UnreadTally;
}

/** Findings in the open documents, by severity. */
export type Counts = Readonly<Record<"critical" | "high" | "medium" | "low", number>>;

/** Files and directories that are there and could not be read: how many, and why for the first of them. */
export interface UnreadTally {
  readonly count: number;
  /** Calls of modules that are not here, in what the open documents belong to: one sentence without an end. */
  readonly calls?: string;
  readonly first: readonly { readonly name: string; readonly reason: string }[];
}

/** What came of a check of the whole workspace. */
export interface Tally {
  readonly files: number;
  readonly findings: number;
}

/** What a rule is about, in Markdown; the title is not repeated in it. */
export interface RulePage {
  readonly title: string;
  readonly markdown: string;
}

/** Why something that is there cannot be read; null stands for what is not there. */
export interface NotRead {
  readonly reason: string;
}

interface HasUri {
  readonly uri: string;
}

// From the client.
export const checkWorkspace = new RequestType<{ readonly workDoneToken?: string | number }, Tally, void>(
  "parapet/checkWorkspace",
);
export const explain = new RequestType<{ readonly rule: string }, RulePage | null, void>("parapet/explain");

// To the client; the last two only from a server in a web worker, which has no file system of its own.
export const status = new NotificationType<Status>("parapet/status");
export const readDirectory = new RequestType<
  HasUri,
  { readonly entries: readonly (readonly [name: string, kind: "file" | "directory"])[] } | NotRead | null,
  void
>("parapet/readDirectory");
export const readFile = new RequestType<
  HasUri & { readonly largest: number },
  { readonly text: string } | NotRead | null,
  void
>("parapet/readFile");
