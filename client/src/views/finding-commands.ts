import { commands, type Disposable, env, l10n, Uri, window, workspace } from "vscode";
import {
  type BaseLanguageClient,
  type CodeAction,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  type Command,
} from "vscode-languageclient";
import { commandIds, fixModule } from "../../../protocol/messages.ts";
import type { ShownFinding } from "../../../protocol/views.ts";
import { refusing, write } from "../edits.ts";
import { findingsMarkdown } from "./finding-index.ts";
import type { FindingsView, ListEntry } from "./findings.ts";

/** An entry of any view that may be a finding, or a rule with its findings. */
type Entry = ListEntry | { readonly kind: string };

/** What can be done about findings from the views, by the code actions of where they stand. */
export function findingCommands(client: BaseLanguageClient, view: FindingsView): readonly Disposable[] {
  return [
    commands.registerCommand("parapet.findings.fix", (entry: Entry) =>
      refusing(async () => {
        const finding = findingOf(entry);
        if (finding) await fix(client, finding);
      }),
    ),
    commands.registerCommand("parapet.findings.fixRule", (entry: Entry) =>
      refusing(async () => {
        const rule = findingOf(entry)?.rule ?? ("group" in entry ? entry.group.key : undefined);
        if (rule !== undefined)
          await fixRule(
            client,
            rule,
            view.all.filter((finding) => finding.rule === rule),
          );
      }),
    ),
    commands.registerCommand("parapet.findings.ignore", (entry: Entry) =>
      refusing(async () => {
        const finding = findingOf(entry);
        if (finding) await ignore(client, finding);
      }),
    ),
    commands.registerCommand("parapet.findings.copy", (entry?: Entry, chosen?: readonly Entry[]) => {
      const entries = chosen && chosen.length > 1 ? chosen : entry ? [entry] : [];
      const findings = entries.length > 0 ? entries.flatMap(findingsOf) : view.shown;
      return env.clipboard.writeText(findingsMarkdown(findings, (uri) => workspace.asRelativePath(Uri.parse(uri))));
    }),
  ];
}

const findingOf = (entry: Entry): ShownFinding | undefined => ("finding" in entry ? entry.finding : undefined);

const findingsOf = (entry: Entry): readonly ShownFinding[] =>
  "group" in entry ? entry.group.findings : "finding" in entry ? [entry.finding] : [];

type FindingPlace = Pick<ShownFinding, "uri" | "range" | "rule">;

/** What can be done about a finding; the file is shown, for what is written is seen there. */
async function offered(client: BaseLanguageClient, { uri, range, rule }: FindingPlace): Promise<readonly CodeAction[]> {
  const selection = client.protocol2CodeConverter.asRange(range);
  const { document } = await window.showTextDocument(Uri.parse(uri), { selection });
  const actions = await client.sendRequest(CodeActionRequest.type, {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: client.code2ProtocolConverter.asRange(selection),
    context: { diagnostics: [], only: [CodeActionKind.QuickFix], triggerKind: CodeActionTriggerKind.Invoked },
  });
  return (actions ?? []).filter(isAction).filter(({ diagnostics = [], command }) => {
    const ignores = command?.command === commandIds.ignore && rulesOf(command.arguments?.[0]).includes(rule);
    return ignores || diagnostics.some(({ code }) => code === rule);
  });
}

const isAction = (offered: Command | CodeAction): offered is CodeAction => typeof offered.command !== "string";

const isIgnoring = ({ command }: CodeAction): boolean => command?.command === commandIds.ignore;

async function fix(client: BaseLanguageClient, finding: ShownFinding): Promise<void> {
  const fixes = (await offered(client, finding)).filter((action) => !isIgnoring(action));
  const choices = fixes.map((action) => ({ label: action.title, action }));
  const [only] = choices;
  if (!only)
    return void window.showInformationMessage(l10n.t("There is no fix for this; “Explain Rule” says what to do."));
  const picked =
    choices.length === 1 ? only : await window.showQuickPick(choices, { title: finding.message, ignoreFocusOut: true });
  if (!picked) return;
  const { command } = picked.action;
  if (command) return commands.executeCommand(command.command, ...(command.arguments ?? []));
  const { edit } = await client.sendRequest(CodeActionResolveRequest.type, picked.action);
  if (edit) await write(client, edit);
}

/** Asks how a finding is to be ignored, as its quick fix does. */
export async function ignore(client: BaseLanguageClient, finding: FindingPlace): Promise<void> {
  const [own] = (await offered(client, finding)).filter(isIgnoring);
  if (own?.command) await commands.executeCommand(own.command.command, ...(own.command.arguments ?? []));
  else void window.showInformationMessage(l10n.t("This cannot be ignored where it stands."));
}

const rulesOf = (offer: unknown): readonly string[] =>
  typeof offer === "object" && offer !== null && "rules" in offer && typeof offer.rules === "string"
    ? offer.rules.split(", ")
    : [];

/** Fixes what is safe to fix of a rule, module by module: what is written for one is what the next one finds. */
async function fixRule(client: BaseLanguageClient, rule: string, findings: readonly ShownFinding[]): Promise<void> {
  const files = new Map(findings.map(({ uri }) => [uri.slice(0, uri.lastIndexOf("/")), uri]));
  const fixAll = l10n.t("Fix All");
  const question = l10n.t("Fix what is safe to fix of {0}?", rule);
  const detail = l10n.t(
    "{0} findings in {1} modules. What may interrupt or needs a value stays.",
    findings.length,
    files.size,
  );
  const answer = await window.showWarningMessage(question, { modal: true, detail }, fixAll);
  if (answer !== fixAll) return;
  let written = 0;
  for (const uri of files.values()) {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    const edit = await client.sendRequest(fixModule, { textDocument, rules: [rule] });
    if (!edit) continue;
    if (!(await write(client, edit))) return;
    written++;
  }
  if (written === 0) void window.showInformationMessage(l10n.t("Nothing of it is safe to fix."));
}
