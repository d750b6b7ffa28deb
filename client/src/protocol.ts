import { NotificationType, RequestType } from "vscode-languageclient";

/** What the server says about itself whenever it changes. */
export interface Status {
  readonly state: "ready" | "busy" | "error";
  readonly message?: string;
  /** Findings in all files that have been checked. */
  readonly counts: Readonly<Record<"critical" | "high" | "medium" | "low", number>>;
  /** Files that are there and could not be read: how many, and why for the first of them. */
  readonly unread: {
    readonly count: number;
    readonly first: readonly { readonly name: string; readonly reason: string }[];
  };
}

/** A rule's page. */
export interface RulePage {
  readonly title: string;
  readonly markdown: string;
}

interface WorkspaceTally {
  readonly files: number;
  readonly findings: number;
}

interface Located {
  readonly uri: string;
}

export const checkWorkspace = new RequestType<{ readonly workDoneToken?: string }, WorkspaceTally, void>(
  "parapet/checkWorkspace",
);
export const explain = new RequestType<{ readonly rule: string }, RulePage | null, void>("parapet/explain");
export const status = new NotificationType<Status>("parapet/status");

/** Why something that is there cannot be read; null stands for what is not there. */
export interface NotRead {
  readonly reason: string;
}

/** Asked by the server in a web worker, which has no file system of its own. */
export const readDirectory = new RequestType<
  Located,
  { readonly entries: readonly (readonly [name: string, kind: "file" | "directory"])[] } | NotRead | null,
  void
>("parapet/readDirectory");
export const readFile = new RequestType<
  Located & { readonly largest: number },
  { readonly text: string } | NotRead | null,
  void
>("parapet/readFile");
