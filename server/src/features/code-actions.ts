import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { byGravity } from "../../../analysis/config/config.ts";
import { type Effort, effort } from "../../../analysis/fix/effort.ts";
import { refactorings } from "../../../analysis/refactor/refactor.ts";
import { type Cause, membersOf, rulesOf } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { shown } from "../../../analysis/show/visible.ts";
import { unformatted } from "../../../analysis/show/wording.ts";
import { type SuppressionScope, suppressEdits } from "../../../analysis/suppress/edits.ts";
import { linesOf } from "../../../language/syntax/lines.ts";
import { contains, type Edit, type Span, touches } from "../../../language/syntax/text.ts";
import { type Fix, isSafe, type Rule } from "../../../rules/kit/rule.ts";
import { type Abilities, fixAllKind } from "../capabilities.ts";
import { toSpan } from "../convert.ts";
import { isStale } from "../document.ts";
import type { ReferenceParser } from "../reference-parser.ts";
import type { Snapshot } from "../snapshot.ts";
import { isAccepted } from "./accepted.ts";
import { deadDiagnostic, findingDiagnostic, placeAt } from "./diagnostics.ts";
import { workspaceEdit } from "./edit.ts";
import { allowances } from "./effort.ts";
import { allFixes, fixes } from "./fixes.ts";

/** What an action does, in so few words that it can be told again when the action is chosen. */
type ActionTask =
  | { readonly do: "fix"; readonly rule: string; readonly start: number; readonly end: number; readonly title: string }
  | { readonly do: "fix-rule"; readonly rule: string }
  | { readonly do: "fix-all" }
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
interface PendingAction {
  readonly member: string;
  readonly version: number;
  readonly task: ActionTask;
}

/** What actions depend on besides what they change. */
interface ActionContext {
  readonly client: Abilities;
  /** The time in milliseconds, of any clock that goes on. */
  readonly now: () => number;
}

/** What can be done about the place: fixes first, then the same all over the file, then ways to leave it as it is. */
export function codeActions(
  snapshot: Snapshot,
  { range, context }: CodeActionParams,
  { client, now }: ActionContext,
): CodeAction[] {
  if (isStale(snapshot.document) || !snapshot.folderConfig.config.enable) return [];
  const { member, version } = snapshot.document;
  const offer = (action: CodeAction, task: ActionTask): CodeAction => {
    if (client.resolve) return { ...action, data: { member, version, task } satisfies PendingAction };
    return { ...action, ...done(snapshot, task, client, all) };
  };
  const all = effort(allowances.fixAll, now);
  const wants = (kind: string): boolean => context.only?.some((only) => isKind(kind, only)) ?? kind !== fixAllKind;
  const actions: CodeAction[] = [];
  if (wants(fixAllKind) && allFixes(snapshot, all).length > 0)
    actions.push(offer({ title: "Fix everything that is safe to fix", kind: fixAllKind }, { do: "fix-all" }));
  const span = toSpan(linesOf(snapshot.file), range);
  if (wants(CodeActionKind.QuickFix))
    actions.push(...quickFixes(snapshot, span, offer, effort(allowances.lightbulb, now)));
  if (wants(CodeActionKind.RefactorRewrite))
    for (const { title } of refactoringsAt(snapshot, span)) {
      const action = { title: shown(unformatted(title)), kind: CodeActionKind.RefactorRewrite };
      actions.push(offer(action, { do: "refactor", start: span.start, end: span.end, title }));
    }
  // what there was no time to write is not offered
  return client.resolve ? actions : actions.filter(({ edit, command }) => edit !== undefined || command !== undefined);
}

const refactoringsAt = ({ checked, file }: Snapshot, { start, end }: Span) =>
  refactorings(checked, { uri: file.uri, start, end });

function quickFixes(snapshot: Snapshot, span: Span, offer: Offer, effort: Effort): readonly CodeAction[] {
  const actions: CodeAction[] = [];
  const here = snapshot.findings.filter((finding) => placeAt(finding, snapshot.file, span) !== undefined);
  // where there is no time for all of them, the gravest have theirs, and of those the first
  for (const finding of [...here].sort(byGravity)) fixes(snapshot, finding, effort);
  for (const finding of here) actions.push(...fixActions(snapshot, finding, offer, effort));
  for (const dead of snapshot.dead) {
    if (!touches(dead.suppression.comment, span)) continue;
    const diagnostics = [deadDiagnostic(snapshot, dead)];
    const action = { title: "Remove the suppression", kind: CodeActionKind.QuickFix, diagnostics, isPreferred: true };
    actions.push(offer(action, { do: "unsuppress", start: dead.suppression.at.start }));
  }
  const rules = [...new Map(here.map((finding) => [finding.rule, finding])).values()];
  for (const { rule } of rules) {
    const alike = snapshot.findings.filter((finding) => finding.rule === rule);
    if (
      alike.length > 1 &&
      alike.some((finding) => here.includes(finding) && fixes(snapshot, finding, effort).some(isSafe))
    ) {
      const title = `Fix all in this file: ${unformatted(rule.title)}`;
      const diagnostics = alike.map((finding) => findingDiagnostic(snapshot, finding));
      actions.push(offer({ title, kind: CodeActionKind.QuickFix, diagnostics }, { do: "fix-rule", rule: rule.id }));
    }
  }
  for (const finding of rules) actions.push(...suppressActions(snapshot, finding, offer));
  for (const { rule } of rules)
    actions.push({
      title: `Explain: ${unformatted(rule.title)}`,
      kind: CodeActionKind.QuickFix,
      command: { title: "Explain this rule", command: "parapet.explain", arguments: [rule.id] },
    });
  return actions;
}

type Offer = (action: CodeAction, task: ActionTask) => CodeAction;

function* fixActions(snapshot: Snapshot, finding: Cause<Finding>, offer: Offer, effort: Effort): Iterable<CodeAction> {
  const { rule, at } = finding;
  const diagnostics = [findingDiagnostic(snapshot, finding)];
  for (const [index, fix] of fixes(snapshot, finding, effort).entries()) {
    const action = {
      title: unformatted(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics,
      ...(index === 0 && isSafe(fix) && { isPreferred: true }),
    };
    yield offer(action, { do: "fix", rule: rule.id, start: at.start, end: at.end, title: fix.title });
  }
}

const scopes: readonly SuppressionScope[] = ["line", "resource", "file"];

function* suppressActions(snapshot: Snapshot, finding: Cause<Finding>, offer: Offer): Iterable<CodeAction> {
  const ids = rulesOf(finding).join(", ");
  const { start, end } = around(finding);
  const edits = (scope: SuppressionScope) => suppressEdits(snapshot.file, { start, end }, ids, scope);
  const [whole] = edits("resource");
  for (const scope of scopes) {
    const [edit] = edits(scope);
    if (!edit) continue;
    // what takes in the whole resource is offered as that
    if (scope === "line" && start !== finding.at.start && edit.at.start === whole?.at.start) continue;
    const where = scope !== "line" ? `in this ${scope}` : start === finding.at.start ? "on this line" : "in this block";
    const title = `Ignore ${ids} ${where}`;
    const task = { do: "suppress", rule: ids, start, end, scope } as const;
    yield offer({ title, kind: CodeActionKind.QuickFix }, task);
  }
}

/** What a comment must cover that hides a cause: its place, or the block or statement that all its places are in. */
function around(cause: Cause<Finding>): Span {
  const { at } = cause;
  const [whole, ...others] = cause.within;
  const members = membersOf(cause);
  const isSpread = members.some((member) => member.at.start !== at.start);
  const holdsAll = whole !== undefined && others.length === 0 && members.every((member) => contains(whole, member.at));
  return isSpread && holdsAll ? whole : at;
}

const isKind = (kind: string, wanted: string): boolean => kind === wanted || kind.startsWith(`${wanted}.`);

/** The edit of an action, as far as it still applies. */
function done(snapshot: Snapshot, task: ActionTask, client: Abilities, effort: Effort): Pick<CodeAction, "edit"> {
  const work = plan(snapshot, task, effort);
  return work ? { edit: edited(snapshot, work, client) } : {};
}

/** What a task comes to. */
interface ActionResult {
  readonly edits: readonly Edit[];
  readonly fix?: Fix;
}

function edited(snapshot: Snapshot, { edits, fix }: ActionResult, client: Abilities): WorkspaceEdit {
  const asks =
    fix?.impact === "replacement"
      ? {
          label: unformatted(fix.title),
          description: "Applying this recreates what is deployed.",
          needsConfirmation: true,
        }
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
    case "fix-rule": {
      const rule = ruleOf(snapshot, task.rule);
      return rule && some(allFixes(snapshot, effort, rule));
    }
    case "fix-all":
      return some(allFixes(snapshot, effort));
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

const ruleOf = ({ folderConfig: scope }: Snapshot, id: string): Rule | undefined =>
  scope.rules.find((rule) => rule.id === id);

/** Where a chosen action gets its edit from. */
interface ResolveContext extends ActionContext {
  readonly snapshots: { of(member: string): Promise<Snapshot | undefined> };
  readonly referenceParser: ReferenceParser;
}

/** Fills in the edit of an action that was chosen, unless HashiCorp's parser refuses what would come out of it. */
export async function resolved(
  action: CodeAction,
  { snapshots, client, referenceParser, now }: ResolveContext,
): Promise<CodeAction> {
  const order: PendingAction | undefined = action.data;
  if (action.edit || !order) return action;
  const snapshot = await snapshots.of(order.member);
  if (snapshot?.document.version !== order.version)
    throw new ResponseError(LSPErrorCodes.ContentModified, "The document has changed since.");
  const work = plan(snapshot, order.task, effort(allowances.fixAll, now));
  if (!work) throw new ResponseError(LSPErrorCodes.ContentModified, "There is nothing left to do here.");
  if (!(await isAccepted(referenceParser, snapshot, work.edits)))
    throw new ResponseError(ErrorCodes.InternalError, "HashiCorp's parser refuses what this would write.");
  return { ...action, edit: edited(snapshot, work, client) };
}
