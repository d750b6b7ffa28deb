import {
  commands,
  Disposable,
  env,
  l10n,
  languages,
  Position,
  Selection,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type RuleSheet, ruleSheet } from "../../../protocol/rule-sheet.ts";
import { isOurs, ruleOf } from "../diagnostics.ts";
import { refusing } from "../edits.ts";
import { ignore } from "../views/finding-commands.ts";
import { type PageFinding, pageCommands, pageOf, waitingPage } from "./html.ts";

/** The page of one rule at a time, in a panel of its own that follows what is found. */
export class RulePanel extends Disposable {
  readonly #client: BaseLanguageClient;
  #panel: WebviewPanel | undefined;
  #sheet: RuleSheet | undefined;
  /** What is drawn, so that nothing is drawn twice. */
  #drawn = "";
  /** Which rule was asked for last. */
  #wanted = "";

  constructor(client: BaseLanguageClient) {
    const listening = [
      languages.onDidChangeDiagnostics(() => this.#draw()),
      commands.registerCommand(pageCommands.open, opened),
      commands.registerCommand(pageCommands.ignore, (uri: string, line: number, character: number, rule: string) =>
        refusing(async () => {
          await opened(uri, line, character);
          const at = { line, character };
          await ignore(client, { uri, range: { start: at, end: at }, rule });
        }),
      ),
    ];
    super(() => {
      for (const each of listening) each.dispose();
      this.#panel?.dispose();
    });
    this.#client = client;
  }

  /** Opens a rule's page; at once, whatever the server is at. */
  async show(rule: string): Promise<void> {
    const panel = this.#opened();
    this.#wanted = rule;
    this.#sheet = undefined;
    panel.title = rule;
    panel.webview.html = waitingPage(rule, l10n.t("One moment…"), env.language, nonce());
    this.#drawn = "";
    const sheet = await this.#client.sendRequest(ruleSheet, { rule });
    if (this.#wanted !== rule || this.#panel !== panel) return;
    if (!sheet) {
      panel.webview.html = waitingPage(rule, l10n.t("Parapet has no rule {0}.", rule), env.language, nonce());
      return;
    }
    this.#sheet = sheet;
    panel.title = sheet.title.replaceAll("`", "");
    this.#draw();
  }

  #opened(): WebviewPanel {
    if (this.#panel) {
      this.#panel.reveal();
      return this.#panel;
    }
    const panel = window.createWebviewPanel("parapet.rule", "Parapet", ViewColumn.Active, {
      enableScripts: false,
      enableForms: false,
      enableFindWidget: true,
      enableCommandUris: Object.values(pageCommands),
      localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#sheet = undefined;
    });
    panel.onDidChangeViewState(() => this.#draw());
    this.#panel = panel;
    return panel;
  }

  /** Draws what is known, where somebody looks and it is another than before. */
  #draw(): void {
    if (!this.#panel?.visible || !this.#sheet) return;
    const findings = findingsOf(this.#sheet.id);
    const drawn = JSON.stringify([this.#sheet.id, findings]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#panel.webview.html = pageOf(
      { sheet: this.#sheet, findings, language: env.language, nonce: nonce() },
      { t: (message, ...args) => l10n.t(message, ...args) },
    );
  }
}

const nonce = (): string => crypto.randomUUID().replaceAll("-", "");

/** What the Problems view has of a rule. */
const findingsOf = (rule: string): readonly PageFinding[] =>
  languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics
      .filter((diagnostic) => isOurs(diagnostic) && ruleOf(diagnostic) === rule)
      .map(({ message, range: { start } }) => ({
        message,
        file: workspace.asRelativePath(uri),
        uri: uri.toString(),
        line: start.line,
        character: start.character,
      })),
  );

async function opened(uri: string, line: number, character: number): Promise<void> {
  const at = new Position(line, character);
  const column = window.activeTextEditor?.viewColumn ?? ViewColumn.Active;
  await window.showTextDocument(Uri.parse(uri), { selection: new Selection(at, at), viewColumn: column });
}
