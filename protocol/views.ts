import { NotificationType0, RequestType, RequestType0 } from "vscode-jsonrpc";
import type { Range, WorkspaceEdit } from "vscode-languageserver";

// What the client's views show beside the Problems view; the server works it out when it is asked, and so for nothing while nobody looks.

/** A place that can be gone to. */
export interface Spot {
  readonly uri: string;
  readonly range: Range;
}

export type Gravity = "critical" | "high" | "medium" | "low";

export interface ShownFinding extends Spot {
  readonly rule: string;
  readonly severity: Gravity;
  readonly message: string;
}

/** What a finding's diagnostic carries besides what the protocol has. */
export interface FindingData {
  readonly severity: Gravity;
}

/** What is the same for all findings of a rule. */
export interface ListedRule {
  readonly id: string;
  readonly title: string;
  /** The AWS service that it is about. */
  readonly service: string;
  /** Whether AWS has its part in it, too. */
  readonly isShared: boolean;
}

/** A resource that shows something. */
export interface ShownResource extends Spot {
  readonly address: string;
}

export type ShownState = "met" | "violated" | "missing" | "cannot-tell" | "by-hand";

/** A row of the production checklist as it stands. */
export interface ShownRow {
  readonly id: string;
  readonly title: string;
  readonly state: ShownState;
  /** What is said of it besides its places, sentence by sentence. */
  readonly words: readonly string[];
  readonly findings: readonly ShownFinding[];
  /** Findings that somebody has accepted. */
  readonly accepted: readonly ShownFinding[];
  /** What shows that it is met. */
  readonly evidence: readonly ShownResource[];
  /** What would, were its values known. */
  readonly undecided: readonly ShownResource[];
  /** Completes "You: …" and "AWS: …" of the shared responsibility model. */
  readonly you: string;
  readonly aws: string;
  readonly cost: string;
  /** What is asked of a person, where code does not show it. */
  readonly question?: string;
  /** What can be written where it is missing. */
  readonly insertion?: string;
}

export interface ShownGroup {
  readonly title: string;
  readonly rows: readonly ShownRow[];
}

/** A directory, and how people know it. */
export interface NamedDirectory {
  readonly uri: string;
  readonly name: string;
}

/** The production checklist of a directory; without groups where Parapet is switched off. */
export interface ShownChecklist {
  readonly directory: string;
  /** How people know the directory. */
  readonly name: string;
  readonly groups: readonly ShownGroup[];
  /** Code that was not read, in which what is missing may be: one sentence without an end. */
  readonly unread?: string;
  /** What is wrong in what people have said of rows. */
  readonly mistakes: readonly string[];
  /** Directories that Terraform is run in. */
  readonly runs: readonly NamedDirectory[];
  /** Directories for each of which there is a checklist: those, and the folders. */
  readonly roots: readonly NamedDirectory[];
}

/** Where a finding begins that can be fixed without harm. */
export interface FixedPlace {
  readonly uri: string;
  readonly rule: string;
  readonly line: number;
  readonly character: number;
}

/** How a suppression stands: the first that holds. `idle` hides nothing, for its rule is off or another tool's. */
export type SuppressionState = "expired" | "dead" | "without-reason" | "idle" | "holds";

/** One rule that a comment turns off. */
export interface ShownSuppression extends Spot {
  /** What names the rule; empty where nothing does. */
  readonly id: string;
  /** Whose way of writing it is: `parapet`, `checkov`, … */
  readonly form: string;
  readonly state: SuppressionState;
  readonly reason?: string;
  /** The last day on which it holds. */
  readonly until?: string;
  /** What is wrong with it. */
  readonly fault?: string;
  /** What it hides. */
  readonly hidden: readonly ShownFinding[];
}

/** A directory; the first folder of the workspace where none is given. */
interface OfDirectory {
  readonly directory?: string;
}

/** What a person says of a row; `text` is the file that it is written into. */
interface Ticking {
  readonly text: string;
  readonly row: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly by: string;
  readonly note?: string;
}

// From the client.
/** Null where there is no folder, or nothing in it that is checked. */
export const checklist = new RequestType<OfDirectory, ShownChecklist | null, void>("parapet/checklist");
export const checklistMarkdown = new RequestType<OfDirectory, { readonly markdown: string } | null, void>(
  "parapet/checklistMarkdown",
);
export const listedRules = new RequestType0<readonly ListedRule[], void>("parapet/listedRules");
/** The places of findings in all folders that can be fixed without harm, in the order of roots. */
export const safelyFixed = new RequestType0<readonly FixedPlace[], void>("parapet/safelyFixed");
/** Writes what a row lacks into a root; why not, where that cannot be done. */
export const insertMissing = new RequestType<
  { readonly directory: string; readonly row: string },
  { readonly edit: WorkspaceEdit } | { readonly refused: string },
  void
>("parapet/insertMissing");
/** All suppressions in all folders; null where there is nothing that is checked. */
export const suppressions = new RequestType0<readonly ShownSuppression[] | null, void>("parapet/suppressions");
/** What the file is then that keeps what people have said. */
export const tick = new RequestType<Ticking, { readonly text: string }, void>("parapet/tick");

// To the client.
/** What was asked for a view may be another by now; said once, and again only after somebody has asked again. */
export const viewsOutdated = new NotificationType0("parapet/viewsOutdated");
