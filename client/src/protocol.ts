import { NotificationType, RequestType } from "vscode-languageclient";

/** What the server says about itself whenever it changes. */
export interface Status {
  readonly state: "ready" | "busy" | "error";
  readonly message?: string;
  /** Findings in all files that have been checked. */
  readonly counts: Readonly<Record<"critical" | "high" | "medium" | "low", number>>;
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

/** Asked by the server in a web worker, which has no file system of its own. */
export const readDirectory = new RequestType<
  Located,
  readonly (readonly [name: string, kind: "file" | "directory"])[],
  void
>("parapet/readDirectory");
/** The text of a file, or null where there is none that can be read. */
export const readFile = new RequestType<Located, string | null, void>("parapet/readFile");
