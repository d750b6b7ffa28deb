import {
  commands,
  type Diagnostic,
  type Disposable,
  type ExtensionContext,
  l10n,
  languages,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type CostlyFix, commandIds, type IgnoreOffer } from "../../protocol/messages.ts";
import { isOurs, ruleOf } from "./diagnostics.ts";
import { applyFix, fixWholeModule } from "./fixes.ts";
import { ignoreFinding } from "./ignore.ts";
import type { RulePanel } from "./rule-page/panel.ts";

/** The commands of the palette and of the server's code actions. */
export function registerCommands(
  client: BaseLanguageClient,
  context: ExtensionContext,
  page: RulePanel,
): readonly Disposable[] {
  return [
    commands.registerCommand(commandIds.applyFix, (fix: CostlyFix) => applyFix(client, fix)),
    commands.registerCommand(commandIds.ignore, (offer: IgnoreOffer) => ignoreFinding(client, offer)),
    commands.registerCommand(commandIds.fixModule, (uri?: unknown) =>
      fixWholeModule(client, typeof uri === "string" ? Uri.parse(uri) : window.activeTextEditor?.document.uri),
    ),
    commands.registerCommand(commandIds.explain, async (rule?: unknown) => {
      const chosen = typeof rule === "string" ? rule : (ruleOfEntry(rule) ?? (await ruleInEditor()));
      if (chosen !== undefined) await page.show(chosen);
    }),
    commands.registerCommand("parapet.showOutput", () => client.outputChannel.show()),
    commands.registerCommand("parapet.restartServer", () => restart(client)),
    commands.registerCommand("parapet.openSample", () => openSample(context)),
  ];
}

/** The rule of an entry of a view. */
function ruleOfEntry(entry: unknown): string | undefined {
  const finding = isRecord(entry) ? entry["finding"] : undefined;
  const rule = isRecord(finding) ? finding["rule"] : undefined;
  return typeof rule === "string" ? rule : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.needsStop()) await client.stop();
  await client.start();
}

/** The rule of the finding at the cursor, else one picked among the file's findings. */
async function ruleInEditor(): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const findings = editor === undefined ? [] : languages.getDiagnostics(editor.document.uri).filter(isOurs);
  const here = findings.filter(({ range }) => editor?.selections.some((selection) => range.intersection(selection)));
  const choices = choicesFrom(here.length > 0 ? here : findings);
  const [only] = choices;
  if (only === undefined) {
    void window.showInformationMessage(l10n.t("Parapet has found nothing in this file."));
    return undefined;
  }
  if (choices.length === 1) return only.label;
  const picked = await window.showQuickPick(choices, {
    placeHolder: l10n.t("Explain which rule?"),
    matchOnDescription: true,
  });
  return picked?.label;
}

function choicesFrom(findings: readonly Diagnostic[]): readonly QuickPickItem[] {
  const byRule = new Map<string, QuickPickItem>();
  for (const finding of findings) {
    const label = ruleOf(finding);
    if (label !== "" && !byRule.has(label)) byRule.set(label, { label, description: finding.message });
  }
  return [...byRule.values()];
}

/** An unsaved file, so that trying Parapet leaves nothing behind. */
async function openSample(context: ExtensionContext): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "media/walkthrough/sample.tf"));
  const content = new TextDecoder().decode(bytes);
  await window.showTextDocument(await workspace.openTextDocument({ language: "terraform", content }));
}
