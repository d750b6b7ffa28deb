import { type CodeAction, ErrorCodes, LSPErrorCodes, ResponseError, type WorkspaceEdit } from "vscode-languageserver";
import { type Effort, effort } from "../../../analysis/fix/effort.ts";
import { refactorings } from "../../../analysis/refactor/refactor.ts";
import { decoded, nameOf } from "../../../analysis/run/uri.ts";
import { lossText } from "../../../analysis/show/loss.ts";
import { shown } from "../../../analysis/show/visible.ts";
import { unformatted } from "../../../analysis/show/wording.ts";
import { type SuppressionScope, suppressEdits } from "../../../analysis/suppress/edits.ts";
import type { Edit, Span } from "../../../language/syntax/text.ts";
import { byFile } from "../../../language/write/edit-set.ts";
import type { Fix, Rule } from "../../../rules/kit/rule.ts";
import type { Abilities } from "../capabilities.ts";
import type { ReferenceParser } from "../reference-parser.ts";
import type { Snapshot } from "../snapshot.ts";
import { isAccepted } from "./accepted.ts";
import { workspaceEdit } from "./edit.ts";
import { allowances } from "./effort.ts";
import { allFixes, type Extent, fixes } from "./fixes.ts";

/** What an action does, in so few words that it can be told again when the action is chosen. */
export type ActionTask =
  | { readonly do: "fix"; readonly rule: string; readonly start: number; readonly end: number; readonly title: string }
  | { readonly do: "fix-all"; readonly extent: Extent; readonly rules?: readonly string[] }
  | {
      readonly do: "suppress";
      readonly rule: string;
      readonly start: number;
      readonly end: number;
      readonly scope: SuppressionScope;
    }
  | { readonly do: "unsuppress"; readonly start: number }
  | { readonly do: "refactor"; readonly start: number; readonly end: number; readonly title: string };

/** A task on a document at a version: what an action carries until it is chosen. */
export interface PendingAction {
  readonly member: string;
  readonly version: number;
  readonly task: ActionTask;
}

export const refactoringsAt = ({ checked, file }: Snapshot, { start, end }: Span) =>
  refactorings(checked, { uri: file.uri, start, end });

/** The edit of a task, as far as it still applies. */
export function done(
  snapshot: Snapshot,
  task: ActionTask,
  client: Abilities,
  effort: Effort,
): Pick<CodeAction, "edit"> {
  const work = plan(snapshot, task, effort);
  return work ? { edit: edited(snapshot, work, client) } : {};
}

/** What a task comes to. */
interface ActionResult {
  readonly edits: readonly Edit[];
  readonly fix?: Fix;
}

/** A client that has commands of ours asks by itself before a resource is recreated. */
function edited(snapshot: Snapshot, { edits, fix }: ActionResult, client: Abilities): WorkspaceEdit {
  const asks =
    fix?.recreates && !client.commands
      ? { label: unformatted(fix.title), description: shown(lossText(fix.recreates)), needsConfirmation: true }
      : undefined;
  return workspaceEdit(edits, snapshot, client, asks);
}

function plan(snapshot: Snapshot, task: ActionTask, effort: Effort): ActionResult | undefined {
  switch (task.do) {
    case "fix": {
      const finding = snapshot.findings.find(
        ({ rule, at }) => rule.id === task.rule && at.start === task.start && at.end === task.end,
      );
      const fix = finding && fixes(snapshot, finding, effort).find(({ title }) => title === task.title);
      return fix && { edits: fix.edits, fix };
    }
    case "fix-all":
      return some(allFixes(snapshot, effort, task.extent, task.rules && rulesOf(snapshot, task.rules)).edits);
    case "suppress":
      return some(suppressEdits(snapshot.file, task, task.rule, task.scope));
    case "refactor":
      return refactoringsAt(snapshot, task).find(({ title }) => title === task.title);
    case "unsuppress": {
      const dead = snapshot.dead.find(({ suppression }) => suppression.at.start === task.start);
      return dead && { edits: dead.edits };
    }
  }
}

const some = (edits: readonly Edit[]) => (edits.length > 0 ? { edits } : undefined);

const rulesOf = ({ folderConfig: scope }: Snapshot, ids: readonly string[]): readonly Rule[] =>
  scope.rules.filter((rule) => ids.includes(rule.id));

/** What actions depend on besides what they change. */
export interface ActionContext {
  readonly client: Abilities;
  /** The time in milliseconds, of any clock that goes on. */
  readonly now: () => number;
}

/** Where a chosen action gets its edit from. */
export interface ResolveContext extends ActionContext {
  readonly snapshots: { of(member: string): Promise<Snapshot | undefined> };
  /** Whether this is a file's text now, in the editor or else on the disk. */
  readonly isCurrent: (uri: string, text: string) => Promise<boolean>;
  readonly referenceParser: ReferenceParser;
}

/** Fills in the edit of an action that was chosen. */
export async function resolved(action: CodeAction, context: ResolveContext): Promise<CodeAction> {
  const order: PendingAction | undefined = action.data;
  if (action.edit || !order) return action;
  const snapshot = await context.snapshots.of(order.member);
  if (snapshot?.document.version !== order.version) throw changed("The document");
  const edit = await editOf(snapshot, order.task, context);
  if (!edit) throw new ResponseError(LSPErrorCodes.ContentModified, "There is nothing left to do here.");
  return { ...action, edit };
}

/**
 * The edit of a task; undefined where there is nothing to do. Fails where HashiCorp's parser refuses what would come out of it, and where a
 * file that is written in is another by now.
 */
export async function editOf(
  snapshot: Snapshot,
  task: ActionTask,
  { client, isCurrent, referenceParser, now }: ResolveContext,
): Promise<WorkspaceEdit | undefined> {
  const work = plan(snapshot, task, effort(allowances.fixAll, now));
  if (!work) return undefined;
  // before anything is waited for, so that versions and lines are those that the edits count in
  const edit = edited(snapshot, work, client);
  for (const uri of byFile(work.edits).keys()) {
    const source = snapshot.source(uri);
    if (source && !(await isCurrent(uri, source.text))) throw changed(decoded(nameOf(uri)));
  }
  if (!(await isAccepted(referenceParser, snapshot, work.edits)))
    throw new ResponseError(ErrorCodes.InternalError, "HashiCorp's parser refuses what this would write.");
  return edit;
}

export const changed = (what: string) => new ResponseError(LSPErrorCodes.ContentModified, `${what} has changed since.`);
