import { NotificationType, RequestType } from "vscode-jsonrpc";
import type { WorkspaceEdit } from "vscode-languageserver";

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
  /** Whether there is more than was wished for, so that nothing was checked. */
  readonly isTooLarge?: true;
}

/** How the whole workspace is to be checked. */
export interface WorkspaceQuery {
  readonly workDoneToken?: string | number;
  /** Whether what nothing was written to since the last check need not be looked at again. */
  readonly again?: boolean;
  /** In how many directories at most. */
  readonly most?: number;
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

interface HasDocument {
  readonly textDocument: HasUri;
}

/** The commands of a client with a user interface of ours, which code actions run; it says at the start that it has them (`asks`). */
export const commandIds = {
  explain: "parapet.explain",
  /** Takes a `CostlyFix`. */
  applyFix: "parapet.applyFix",
  /** Takes an `IgnoreOffer`. */
  ignore: "parapet.ignore",
  /** Takes the URI of a file of the module, or nothing for that of the active editor. */
  fixModule: "parapet.fixModule",
} as const;

/** A fix of which more is said: what is lost by it, before it is written, or what is still to be done, afterwards. */
export interface CostlyFix {
  /** What to resolve for its edit. */
  readonly action: { readonly title: string; readonly data: unknown };
  /** What whoever wants it has to know and confirm. */
  readonly loss?: string;
  /** Whether a secret goes, which then has to be rotated. */
  readonly dropsSecret: boolean;
}

/** How far a finding is ignored; `block` is told where a line takes in all of one. */
export type IgnoreScope = "line" | "block" | "resource" | "file" | "folder";

/** A finding that may be ignored, in a document at a version. */
export interface IgnoreOffer extends HasDocument {
  readonly version: number;
  /** Ids with commas between them. */
  readonly rules: string;
  readonly start: number;
  readonly end: number;
  /** The nearest first. */
  readonly scopes: readonly IgnoreScope[];
}

/** A finding that is to be ignored. */
export interface Ignoring extends IgnoreOffer {
  readonly scope: IgnoreScope;
  readonly reason: string;
  /** `YYYY-MM-DD` */
  readonly until?: string;
}

/** What can be fixed in a module without harm, by rule and price. */
export interface ModuleFixes {
  readonly changes: readonly FixedRule[];
  /** How many findings stay, by the reason. */
  readonly left: readonly (readonly [why: string, count: number])[];
}

/** How many findings of a rule are fixed in how many files, and what that does to what is deployed. */
export interface FixedRule {
  readonly rule: string;
  readonly title: string;
  readonly price: string;
  readonly count: number;
  readonly files: number;
}

// From the client.
export const checkWorkspace = new RequestType<WorkspaceQuery, Tally, void>("parapet/checkWorkspace");
export const ignore = new RequestType<Ignoring, WorkspaceEdit | null, void>("parapet/ignore");
export const moduleFixes = new RequestType<HasDocument, ModuleFixes | null, void>("parapet/moduleFixes");
/** The edit of those fixes, of some rules only. */
export const fixModule = new RequestType<
  HasDocument & { readonly rules: readonly string[] },
  WorkspaceEdit | null,
  void
>("parapet/fixModule");
export const explain = new RequestType<{ readonly rule: string }, RulePage | null, void>("parapet/explain");
/** A document is open still, and shown in no tab any more: the client asks for nothing of it. */
export const unseen = new NotificationType<HasDocument>("parapet/unseen");

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
