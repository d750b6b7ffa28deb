import { type CodeAction, CodeActionKind, type CodeActionParams, CodeActionTriggerKind } from "vscode-languageserver";
import { byGravity } from "../../../analysis/config/config.ts";
import { type Effort, effort } from "../../../analysis/fix/effort.ts";
import { type Cause, rulesOf } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { lossText } from "../../../analysis/show/loss.ts";
import { shown } from "../../../analysis/show/visible.ts";
import { unformatted } from "../../../analysis/show/wording.ts";
import { linesOf } from "../../../language/syntax/lines.ts";
import { type Edit, type Span, touches } from "../../../language/syntax/text.ts";
import { isSame } from "../../../language/write/edit-set.ts";
import { type CostlyFix, commandIds } from "../../../protocol/messages.ts";
import { type Fix, isSafe } from "../../../rules/kit/rule.ts";
import { type Abilities, fixAllKind, fixModuleKind } from "../capabilities.ts";
import { toSpan } from "../convert.ts";
import { isStale } from "../document.ts";
import type { Snapshot } from "../snapshot.ts";
import { deadDiagnostic, findingDiagnostic, placeAt } from "./diagnostics.ts";
import { allowances } from "./effort.ts";
import { allFixes, fixes } from "./fixes.ts";
import { ignoreOffer, plainIgnoring } from "./ignore.ts";
import { type ActionContext, type ActionTask, done, type PendingAction, refactoringsAt } from "./tasks.ts";

type Offer = (action: CodeAction, task: ActionTask) => CodeAction;

/** What can be done about the place: fixes first, then the same all over the file and the module, then ways to leave it as it is. */
export function codeActions(
  snapshot: Snapshot,
  { range, context }: CodeActionParams,
  { client, now }: ActionContext,
): CodeAction[] {
  if (isStale(snapshot.document) || !snapshot.folderConfig.config.enable) return [];
  const { member, version } = snapshot.document;
  const offer: Offer = (action, task) => {
    if (client.resolve) return { ...action, data: { member, version, task } satisfies PendingAction };
    return { ...action, ...done(snapshot, task, client, all) };
  };
  const all = effort(allowances.fixAll, now);
  const wants = (kind: string): boolean => context.only?.some((only) => isKind(kind, only)) ?? !isSource(kind);
  const actions: CodeAction[] = [];
  if (wants(fixAllKind) && allFixes(snapshot, all, "file").edits.length > 0)
    actions.push(offer({ title: "Fix everything that is safe to fix", kind: fixAllKind }, wholeFile));
  if (wants(fixModuleKind)) actions.push(moduleAction(snapshot, offer, client, fixModuleKind));
  const span = toSpan(linesOf(snapshot.file), range);
  if (wants(CodeActionKind.QuickFix)) {
    const isAsked = context.triggerKind === CodeActionTriggerKind.Invoked;
    const menu = { snapshot, offer, client, effort: effort(allowances.lightbulb, now), isAsked };
    actions.push(...quickFixes(menu, span));
  }
  if (wants(CodeActionKind.RefactorRewrite))
    for (const { title } of refactoringsAt(snapshot, span)) {
      const action = { title: shown(unformatted(title)), kind: CodeActionKind.RefactorRewrite };
      actions.push(offer(action, { do: "refactor", start: span.start, end: span.end, title }));
    }
  // what there was no time to write is not offered
  return client.resolve ? actions : actions.filter(({ edit, command }) => edit !== undefined || command !== undefined);
}

const wholeFile: ActionTask = { do: "fix-all", extent: "file" };

const isKind = (kind: string, wanted: string): boolean => kind === wanted || kind.startsWith(`${wanted}.`);

const isSource = (kind: string): boolean => isKind(kind, CodeActionKind.Source);

/** What the menu at a place is made of. */
interface Menu {
  readonly snapshot: Snapshot;
  readonly offer: Offer;
  readonly client: Abilities;
  readonly effort: Effort;
  /** Whether somebody wants to see it, and not only whether there is one. */
  readonly isAsked: boolean;
}

function quickFixes(menu: Menu, span: Span): readonly CodeAction[] {
  const { snapshot, offer, client, effort } = menu;
  const here = snapshot.findings.filter((finding) => placeAt(finding, snapshot.file, span) !== undefined);
  // where there is no time for all of them, the gravest have theirs, and of those the first
  for (const finding of [...here].sort(byGravity)) fixes(snapshot, finding, effort);
  const actions: CodeAction[] = [...fixActions(menu, here)];
  for (const dead of snapshot.dead) {
    if (!touches(dead.suppression.comment, span)) continue;
    const diagnostics = [deadDiagnostic(snapshot, dead)];
    const action = { title: "Remove the suppression", kind: CodeActionKind.QuickFix, diagnostics, isPreferred: true };
    actions.push(offer(action, { do: "unsuppress", start: dead.suppression.at.start }));
  }
  const rules = [...new Map(here.map((finding) => [finding.rule, finding])).values()];
  actions.push(...manyActions(menu, here));
  for (const finding of rules) {
    const ids = rulesOf(finding).join(", ");
    if (client.commands)
      actions.push(command(`Ignore ${ids}…`, commandIds.ignore, ignoreOffer(snapshot, finding, ids)));
    else {
      const plain = plainIgnoring(snapshot, finding, ids);
      if (plain) actions.push(offer({ title: plain.title, kind: CodeActionKind.QuickFix }, plain.task));
    }
  }
  for (const { rule } of rules)
    actions.push(command(`Explain: ${unformatted(rule.title)}`, commandIds.explain, rule.id));
  return actions;
}

/** Fixes of findings, each edit once, whatever it mends. */
function fixActions({ snapshot, offer, client, effort }: Menu, here: readonly Cause<Finding>[]): readonly CodeAction[] {
  const offered: { readonly fix: Fix; readonly finding: Cause<Finding>; readonly others: Cause<Finding>[] }[] = [];
  for (const finding of here)
    for (const fix of fixes(snapshot, finding, effort)) {
      const twin = offered.find((other) => isSameEdit(other.fix.edits, fix.edits));
      if (twin) twin.others.push(finding);
      else offered.push({ fix, finding, others: [] });
    }
  return offered.map(({ fix, finding, others }) => {
    const { rule, at } = finding;
    const isFirst = [finding, ...others].some((each) => fixes(snapshot, each, effort)[0]?.edits === fix.edits);
    const action: CodeAction = {
      title: unformatted(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [...new Set([finding, ...others])].map((each) => findingDiagnostic(snapshot, each)),
      ...(isFirst && isSafe(fix) && { isPreferred: true }),
    };
    const written = offer(action, { do: "fix", rule: rule.id, start: at.start, end: at.end, title: fix.title });
    const isCostly = fix.recreates !== undefined || fix.dropsSecret;
    return isCostly && client.commands && client.resolve ? byCommand(written, fix) : written;
  });
}

const isSameEdit = (a: readonly Edit[], b: readonly Edit[]): boolean =>
  a.length === b.length && a.every((edit) => b.some((other) => isSame(edit, other)));

/** An action that a command of the client writes, with what is to be said before and after. */
function byCommand({ data, ...action }: CodeAction, { recreates, dropsSecret }: Fix): CodeAction {
  const costly: CostlyFix = {
    action: { title: action.title, data },
    ...(recreates && { loss: shown(lossText(recreates)) }),
    dropsSecret: dropsSecret ?? false,
  };
  return { ...action, command: { title: action.title, command: commandIds.applyFix, arguments: [costly] } };
}

/** The same all over the file, everything in it, and everything in the module, where something here is safe to fix. */
function* manyActions(menu: Menu, here: readonly Cause<Finding>[]): Iterable<CodeAction> {
  const { snapshot, offer, client, effort } = menu;
  const safe = here.filter((finding) => fixes(snapshot, finding, effort).some(isSafe));
  if (safe.length === 0) return;
  // working it all out for every move of the cursor would be in vain
  const all = menu.isAsked ? allFixes(snapshot, effort, "file").proposals : [];
  const mended = new Set(all.map(({ finding }) => finding.rule));
  for (const rule of new Set(safe.map((finding) => finding.rule))) {
    const alike = snapshot.findings.filter((finding) => finding.rule === rule);
    // where nothing else can be fixed the other entry does the same
    if (alike.length < 2 || (mended.size === 1 && mended.has(rule) && all.length > 1)) continue;
    const title = `Fix all in this file: ${unformatted(rule.title)}`;
    const diagnostics = alike.map((finding) => findingDiagnostic(snapshot, finding));
    yield offer(
      { title, kind: CodeActionKind.QuickFix, diagnostics },
      { do: "fix-all", extent: "file", rules: [rule.id] },
    );
  }
  if (all.length > 1) {
    const title = `Fix everything that is safe to fix (${all.length})`;
    yield offer({ title, kind: CodeActionKind.QuickFix }, wholeFile);
  }
  if (client.commands) yield moduleAction(snapshot, offer, client, CodeActionKind.QuickFix);
}

const moduleTitle = "Fix all safe problems in the module";

function moduleAction({ document }: Snapshot, offer: Offer, client: Abilities, kind: string): CodeAction {
  if (client.commands) return { ...command(`${moduleTitle}…`, commandIds.fixModule, document.uri), kind };
  return offer({ title: moduleTitle, kind }, { do: "fix-all", extent: "module" });
}

const command = (title: string, id: string, argument: unknown): CodeAction => ({
  title,
  kind: CodeActionKind.QuickFix,
  command: { title, command: id, arguments: [argument] },
});
